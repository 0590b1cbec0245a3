#include "cli/show/service_kinds.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

constexpr std::array<std::string_view, 16> kDatabaseImages{
    "postgres",      "pgvector", "timescaledb", "mysql",  "mariadb",   "mongo",
    "mongodb",       "redis",    "valkey",      "scylla", "cassandra", "qdrant",
    "elasticsearch", "chroma",   "weaviate",    "neo4j"};
constexpr std::array<std::string_view, 7> kAiWords{"ai",     "ml",    "llm",      "llms",
                                                   "models", "model", "inference"};

template <std::size_t kSize>
bool holds(const std::array<std::string_view, kSize>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// "postgres" of "registry/library/postgres:15-alpine", "mongodb" of "mongodb/mongodb-atlas-local".
bool is_database_image(std::string_view image) {
  auto name = image.substr(image.rfind('/') + 1);
  name = name.substr(0, name.find_first_of(":@"));
  return holds(kDatabaseImages, name) || name == "mongodb-atlas-local";
}

bool has_ai_word(std::string_view tier) {
  const auto words = split(tier, '-');
  return std::any_of(words.begin(), words.end(),
                     [](std::string_view word) { return holds(kAiWords, to_lower(word)); });
}

bool uses_model_cache(const model::Stack& stack, const model::Service& service) {
  return std::any_of(service.volumes.begin(), service.volumes.end(), [&stack](const auto& mount) {
    if (mount.type != model::MountType::kVolume) return false;
    const auto volume = stack.volumes.find(mount.source);
    return volume != stack.volumes.end() && volume->second.role == "model-cache";
  });
}

bool asks_for_gpu(const model::Service& service) {
  const auto& process = service.extension.process;
  return !service.device_requests.empty() || (process && process->needs.gpu);
}

bool speaks_openai(const model::Service& service) {
  const auto api = service.environment.find("DEVSTACK_MOCK_API");
  const bool by_variable = api != service.environment.end() && api->second == "openai";
  return by_variable || (service.extension.mock && service.extension.mock->api == "openai");
}

}  // namespace

std::vector<std::string> database_services(const model::Stack& stack) {
  std::vector<std::string> names;
  for (const auto& [name, service] : stack.services) {
    if (service.is_job) continue;
    const auto& role = service.extension.role;
    const bool by_image = role.empty() && is_database_image(service.image);
    if (role == "database" || role == "cache" || by_image) names.push_back(name);
  }
  return names;
}

std::vector<std::string> ai_services(const model::Stack& stack) {
  std::set<std::string> names;
  for (const auto& [name, service] : stack.services) {
    if (service.is_job) continue;
    if (speaks_openai(service) || asks_for_gpu(service) || uses_model_cache(stack, service)) {
      names.insert(name);
    }
  }
  for (const auto& tier : stack.extension.tiers) {
    if (!has_ai_word(tier.name)) continue;
    for (const auto& member : tier.services) {
      const auto service = stack.services.find(member.value);
      if (service != stack.services.end() && !service->second.is_job) names.insert(member.value);
    }
  }
  return {names.begin(), names.end()};
}

}  // namespace devstack::cli

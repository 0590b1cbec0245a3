// Configs and secrets with `content` or `environment`: they exist in no file that could be mounted.
// Copied before each start, so that an interrupted run cannot leave a container without them.
#include <charconv>
#include <set>

#include "devstack/base/value.hpp"
#include "devstack/engine/credentials.hpp"
#include "devstack/engine/tar.hpp"
#include "engine_step_runner_steps.hpp"
#include "reconcile/container_spec_rows.hpp"

namespace devstack::reconcile {
namespace {

constexpr std::uint32_t kReadOnlyForAll = 0444;

using Sources = std::map<std::string, model::FileSource, std::less<>>;

std::uint32_t number_or_root(const std::string& text) {
  std::uint32_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

void add_entries(const std::vector<model::FileReference>& references, const Sources& sources,
                 std::vector<engine::TarEntry>& entries) {
  for (const model::FileReference& reference : references) {
    const auto source = sources.find(reference.source);
    if (source == sources.end() || !source->second.content) continue;
    engine::TarEntry entry;
    entry.path = reference.target.substr(reference.target.find_first_not_of('/'));
    entry.content = *source->second.content;
    entry.mode = reference.mode.value_or(kReadOnlyForAll);
    entry.uid = number_or_root(reference.uid);
    entry.gid = number_or_root(reference.gid);
    entries.push_back(std::move(entry));
  }
}

/// Registries that the user is logged in to, as far as Docker's configuration names them.
std::set<std::string> registries_of(const Value& config) {
  std::set<std::string> names;
  for (const char* section : {"auths", "credHelpers"}) {
    for (const auto& [registry, entry] : config[section].members()) names.insert(registry);
  }
  return names;
}

/// Docker's configuration with the logins themselves: the helpers that may keep them are not in the
/// container.
Task<std::string> login_document(RunnerState& state) {
  const std::string& config = state.context.docker_config_json;
  const std::optional<Value> parsed = parse_json(config);
  Value auths = Value::object();
  const std::set<std::string> registries =
      parsed ? registries_of(*parsed) : std::set<std::string>{};
  for (const std::string& registry : registries) {
    const auto found =
        co_await engine::find_credentials(config, registry, state.context.credential_helper);
    if (!found) continue;
    Value entry = Value::object();
    if (!found->username.empty()) entry.set("username", found->username);
    if (!found->password.empty()) entry.set("password", found->password);
    if (!found->identity_token.empty()) entry.set("identitytoken", found->identity_token);
    auths.set(registry, std::move(entry));
  }
  Value document = Value::object();
  document.set("auths", std::move(auths));
  co_return to_json(document);
}

}  // namespace

Task<void> put_files(RunnerState& state, const model::Service& service, std::string container) {
  std::vector<engine::TarEntry> entries;
  add_entries(service.configs, state.context.stack.configs, entries);
  add_entries(service.secrets, state.context.stack.secrets, entries);
  if (service.use_api_socket) {
    engine::TarEntry entry;
    entry.path = std::string(kApiSocketConfigFolder).substr(1) + "/config.json";
    entry.content = co_await login_document(state);
    entry.mode = kReadOnlyForAll;
    entries.push_back(std::move(entry));
  }
  if (entries.empty()) co_return;
  std::string tar = engine::make_tar(entries);
  co_await state.context.client.put_archive(std::move(container), "/", std::move(tar));
}

}  // namespace devstack::reconcile

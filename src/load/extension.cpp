#include "load/extension.hpp"

#include <algorithm>
#include <chrono>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "load/canonical.hpp"
#include "load/check_shape.hpp"
#include "load/extension_probe.hpp"
#include "load/node_reader.hpp"
#include "load/shape_extension.hpp"

namespace devstack::load {
namespace {

std::chrono::milliseconds milliseconds(std::chrono::nanoseconds duration) {
  return std::chrono::ceil<std::chrono::milliseconds>(duration);
}

void refuse_key(const Node& parent, std::string_view key, const std::string& path,
                Diagnostics& diagnostics) {
  const Entry* const entry = parent.find_entry(key);
  if (entry == nullptr) return;
  diagnostics.error(
      "DS1411", entry->key_span,
      fmt::format("\"{}.{}\" is not supported by this version of devstack yet", path, key),
      "remove it, or wait for a version that carries it out");
}

/// Reports and takes out the keys that a later version will carry out.
void refuse_later_keys(Node& block, std::span<const std::string_view> keys, const std::string& path,
                       Diagnostics& diagnostics) {
  for (const std::string_view dotted : keys) {
    const auto dot = dotted.find('.');
    const bool nested = dot != std::string_view::npos;
    Node* const parent = nested ? block.find(dotted.substr(0, dot)) : &block;
    if (parent == nullptr) continue;
    const std::string_view key = nested ? dotted.substr(dot + 1) : dotted;
    const std::string parent_path =
        nested ? fmt::format("{}.{}", path, dotted.substr(0, dot)) : path;
    refuse_key(*parent, key, parent_path, diagnostics);
    parent->erase(key);
  }
}

/// `mock` says only that the service is one; what it would do in place of a real image comes later.
void refuse_mock_members(Node& block, const std::string& path, Diagnostics& diagnostics) {
  Node* const mock = block.find("mock");
  if (mock == nullptr || !mock->is_mapping()) return;
  const Node copy = *mock;
  for (const Entry& entry : copy.entries) {
    refuse_key(copy, entry.key, path + ".mock", diagnostics);
  }
  mock->entries.clear();
}

Node prepared(Node block, const Shape& shape, std::span<const std::string_view> later,
              const std::string& path, Diagnostics& diagnostics) {
  if (block.is_mapping()) {
    refuse_later_keys(block, later, path, diagnostics);
    refuse_mock_members(block, path, diagnostics);
  }
  check_shape(block, shape, path, kExtensionCodes, diagnostics);
  canonicalise(block, shape, path, diagnostics);
  return block;
}

model::Job decode_job(const Node& node) {
  const NodeReader reader(&node);
  model::Job job;
  const std::string run = reader.text("run");
  if (run == "always") job.run = model::Job::Run::kAlways;
  if (run == "on-change") job.run = model::Job::Run::kOnChange;
  job.inputs = reader.texts("inputs");
  if (const auto timeout = reader.duration("timeout")) job.timeout = milliseconds(*timeout);
  job.retries =
      static_cast<int>(std::clamp<std::int64_t>(reader.integer("retries").value_or(0), 0, 1'000));
  job.span = node.span;
  return job;
}

void check_job(const model::Job& job, const std::string& path, Diagnostics& diagnostics) {
  if (job.run != model::Job::Run::kOnChange || !job.inputs.empty()) return;
  diagnostics.error("DS1412", job.span, fmt::format("\"{}.job\" runs on change of nothing", path),
                    "name the files under \"inputs\"");
}

}  // namespace

model::Budget decode_budget(const Node& budget) {
  const NodeReader reader(&budget);
  model::Budget result;
  result.memory = reader.integer("memory");
  result.cpus = reader.number("cpus");
  result.storage = reader.integer("storage");
  if (const auto startup = reader.duration("startup")) result.startup = milliseconds(*startup);
  result.span = budget.span;
  return result;
}

model::Extension decode_extension(Node block, const model::Service& service,
                                  Diagnostics& diagnostics) {
  const std::string path = fmt::format("services.{}.x-devstack", service.name);
  block =
      prepared(std::move(block), kServiceExtensionShape, later_service_keys(), path, diagnostics);
  const NodeReader reader(&block);
  model::Extension result;
  if (const Node* const ready = reader.find("ready")) {
    result.ready = decode_probe(*ready, service.healthcheck, path + ".ready", diagnostics);
  }
  if (const Node* const job = reader.find("job")) {
    result.job = decode_job(*job);
    check_job(*result.job, path, diagnostics);
  }
  if (const Node* const budget = reader.find("budget")) result.budget = decode_budget(*budget);
  if (const Node* const fallback = reader.find("image_fallback")) {
    result.image_fallback =
        model::ImageFallback{NodeReader(fallback).boolean("local"), fallback->span};
  }
  result.optional = reader.boolean("optional");
  result.is_mock = reader.find("mock") != nullptr;
  result.purpose = reader.text("purpose");
  result.role = reader.text("role");
  return result;
}

model::StackExtension decode_stack_extension(Node block, const Node& services,
                                             Diagnostics& diagnostics) {
  block = prepared(std::move(block), kStackExtensionShape, later_stack_keys(), "x-devstack",
                   diagnostics);
  const NodeReader reader(&block);
  std::vector<std::string> known;
  for (const Entry& entry : services.entries) known.push_back(entry.key);
  model::StackExtension result;
  result.default_profile = reader.text("default_profile");
  for (const Node& node : reader.items("tiers")) {
    model::Tier tier{NodeReader(&node).text("name"), {}, node.span};
    for (const Node& item : NodeReader(&node).items("services")) {
      if (services.find(item.text) == nullptr) {
        diagnostics.error("DS1203", item.span,
                          fmt::format("tier \"{}\" has the service \"{}\", which is not defined",
                                      tier.name, item.text),
                          did_you_mean(item.text, known));
      }
      tier.services.push_back({item.text, item.span});
    }
    result.tiers.push_back(std::move(tier));
  }
  for (const Entry& entry : reader.entries("exports")) {
    result.exports[entry.key] = {entry.value.text, entry.value.span};
  }
  result.links = reader.texts("links");
  return result;
}

void refuse_extension(const Node& member, const std::string& path, Diagnostics& diagnostics) {
  refuse_key(member, "x-devstack", path, diagnostics);
}

}  // namespace devstack::load

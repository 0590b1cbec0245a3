#include "load/extension.hpp"

#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "load/extension_block.hpp"
#include "load/extension_probe.hpp"
#include "load/node_reader.hpp"
#include "load/shape_extension.hpp"
#include "load/value_check.hpp"

namespace devstack::load {
namespace {

constexpr std::string_view kWrongValue = "DS1412";
constexpr std::int64_t kMostRetries = 1'000;

std::chrono::milliseconds milliseconds(std::chrono::nanoseconds duration) {
  return std::chrono::ceil<std::chrono::milliseconds>(duration);
}

model::Job decode_job(const Node& node) {
  const NodeReader reader(&node);
  model::Job job;
  const std::string run = reader.text("run");
  if (run == "always") job.run = model::Job::Run::kAlways;
  if (run == "on-change") job.run = model::Job::Run::kOnChange;
  job.inputs = reader.texts("inputs");
  if (const auto timeout = reader.duration("timeout")) job.timeout = milliseconds(*timeout);
  job.retries = static_cast<int>(reader.integer("retries").value_or(0));
  job.span = node.span;
  return job;
}

void check_job(const Node& node, const std::string& path, Diagnostics& diagnostics) {
  const NodeReader reader(&node);
  const ValueCheck check(reader, path, kWrongValue, diagnostics);
  check.duration_above_zero("timeout");
  check.integer_within("retries", 0, kMostRetries);
  check.list_not_empty("inputs");
  if (reader.text("run") != "on-change" || reader.find("inputs") != nullptr) return;
  diagnostics.error(kWrongValue, node.span, fmt::format("\"{}\" runs on change of nothing", path),
                    "name the files under \"inputs\"");
}

}  // namespace

model::Budget decode_budget(const Node& budget, const std::string& path, std::string_view code,
                            Diagnostics& diagnostics) {
  const NodeReader reader(&budget);
  const ValueCheck check(reader, path, code, diagnostics);
  check.size_above_zero("memory");
  check.number_above_zero("cpus");
  check.size_above_zero("storage");
  check.duration_above_zero("startup");
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
  block = prepare_block(std::move(block), kServiceExtensionShape, later_service_keys(), path,
                        diagnostics);
  const NodeReader reader(&block);
  model::Extension result;
  if (const Node* const ready = reader.find("ready")) {
    result.ready = decode_probe(*ready, service.healthcheck, path + ".ready", diagnostics);
  }
  if (const Node* const job = reader.find("job")) {
    check_job(*job, path + ".job", diagnostics);
    result.job = decode_job(*job);
  }
  if (const Node* const budget = reader.find("budget")) {
    result.budget = decode_budget(*budget, path + ".budget", kWrongValue, diagnostics);
  }
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

}  // namespace devstack::load

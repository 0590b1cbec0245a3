// Groups of checks that every stack has.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/check/check_run.hpp"
#include "cli/show/percentile.hpp"
#include "cli/show/service_kinds.hpp"
#include "devstack/base/units.hpp"
#include "devstack/ui/glyphs.hpp"

namespace devstack::cli {
namespace {

constexpr int kRounds = 20;
/// A command in a container costs the engine more than a request.
constexpr int kCommandRounds = 5;

CheckResult made(std::string name, CheckOutcome outcome, std::string text) {
  CheckResult result;
  result.name = std::move(name);
  result.outcome = outcome;
  result.text = std::move(text);
  return result;
}

CheckOutcome pass_or_fail(bool passed) {
  return passed ? CheckOutcome::kPass : CheckOutcome::kFail;
}

/// "http :8080/health: 200 ok, a mock (gpu: needs 8 GiB, none found)"
std::string row_text(const HealthRow& row) {
  std::string text = row.probe.empty() ? row.result : row.probe + ": " + row.result;
  if (row.implementation == Implementation::kDeclared) return text;
  text += fmt::format(", a {}", ui::word(row.implementation));
  return row.reason.empty() ? text : fmt::format("{} ({})", text, row.reason);
}

CheckResult as_result(const HealthRow& row) {
  const auto outcome = row.state == ServiceState::kSkipped ? CheckOutcome::kSkip
                       : row.passed                        ? CheckOutcome::kPass
                       : row.optional                      ? CheckOutcome::kWarn
                                                           : CheckOutcome::kFail;
  auto result = made(row.service, outcome, row_text(row));
  result.took = row.took;
  return result;
}

/// Volumes that some service mounts, the only ones that `up` makes.
std::set<std::string> mounted_volumes(const model::Stack& stack) {
  std::set<std::string> keys;
  for (const auto& [name, service] : stack.services) {
    for (const auto& mount : service.volumes) {
      if (mount.type == model::MountType::kVolume) keys.insert(mount.source);
    }
  }
  return keys;
}

Task<CheckResult> measure(const CheckRun& run, std::string service) {
  std::vector<Duration> times;
  int rounds = kRounds;
  std::string fault;
  for (int round = 0; round < rounds && fault.empty(); ++round) {
    std::vector<std::string> only{service};
    const auto report =
        co_await check_health(run.engine, run.project, run.stack(), std::move(only));
    for (const auto& row : report.rows) {
      if (row.probe.starts_with("exec")) rounds = kCommandRounds;
      if (!row.passed) fault = row_text(row);
      times.push_back(row.took);
    }
  }
  if (!fault.empty()) co_return made(service, CheckOutcome::kFail, fault);
  const auto typical = percentile(times, 50), slow = percentile(times, 95);
  auto result = made(service, CheckOutcome::kPass,
                     fmt::format("p50 {}, p95 {} of {} probes", format_duration(typical),
                                 format_duration(slow), times.size()));
  result.took = slow;
  co_return result;
}

/// Its readiness can be probed: a process that only runs has nothing to measure.
bool has_probe(const HealthRow& row) {
  return row.exists && row.probe != "running" && row.probe != "exit 0" && !row.probe.empty();
}

}  // namespace

Task<CheckResults> check_infrastructure(const CheckRun& run) {
  const auto& info = run.project.info;
  CheckResults results;
  results.push_back(made("engine", CheckOutcome::kPass,
                         fmt::format("{} on {}, API {}", info.version, info.operating_system,
                                     run.engine.client.api_version().to_string())));
  for (const auto& [key, network] : run.stack().networks) {
    const auto found = co_await run.engine.client.inspect_network(network.name);
    const bool there = found.has_value();
    results.push_back(made("network " + key, pass_or_fail(there),
                           there ? network.name : network.name + " does not exist"));
  }
  for (const auto& key : mounted_volumes(run.stack())) {
    const auto volume = run.stack().volumes.find(key);
    if (volume == run.stack().volumes.end()) continue;
    const std::string name = volume->second.name;
    const auto found = co_await run.engine.client.inspect_volume(name);
    const bool there = found.has_value();
    results.push_back(
        made("volume " + key, pass_or_fail(there), there ? name : name + " does not exist"));
  }
  co_return results;
}

CheckResults check_services_now(const CheckRun& run, const std::vector<std::string>& services) {
  CheckResults results;
  for (const auto& row : run.health.rows) {
    const bool wanted = services.empty() ||
                        std::find(services.begin(), services.end(), row.service) != services.end();
    if (wanted) results.push_back(as_result(row));
  }
  return results;
}

CheckResults check_ai(const CheckRun& run) {
  const auto services = ai_services(run.stack());
  if (services.empty()) return {made("models", CheckOutcome::kSkip, "no service uses models")};
  CheckResults results;
  results.push_back(made("GPU", CheckOutcome::kPass, gpu_text(run.context)));
  for (const auto& need : process_needs(run.context, run.stack())) {
    auto result = made(need.service + " process",
                       need.unmet.empty() ? CheckOutcome::kPass : CheckOutcome::kWarn,
                       need.unmet.empty() ? "has what it needs" : need.unmet);
    result.where = need.where.file_and_line();
    results.push_back(std::move(result));
  }
  for (const auto& [key, volume] : run.stack().volumes) {
    if (volume.role == "model-cache") {
      results.push_back(made("model cache", CheckOutcome::kPass, "volume " + volume.name));
    }
  }
  for (auto& result : check_services_now(run, services)) results.push_back(std::move(result));
  return results;
}

Task<CheckResults> check_performance(const CheckRun& run) {
  CheckResults results;
  for (const auto& row : run.health.rows) {
    if (!has_probe(row)) continue;
    const std::string service = row.service;
    const bool is_known = std::any_of(results.begin(), results.end(),
                                      [&service](const auto& one) { return one.name == service; });
    if (!is_known) results.push_back(co_await measure(run, service));
  }
  const auto slowest =
      std::max_element(results.begin(), results.end(),
                       [](const auto& left, const auto& right) { return left.took < right.took; });
  if (slowest != results.end()) {
    const std::string text = fmt::format("{}, {}", slowest->name, format_duration(slowest->took));
    results.push_back(made("slowest", CheckOutcome::kPass, text));
  } else {
    results.push_back(made("probes", CheckOutcome::kSkip, "no service has a probe to measure"));
  }
  co_return results;
}

}  // namespace devstack::cli

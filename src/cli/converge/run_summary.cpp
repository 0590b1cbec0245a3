// Sums over a plan and its report.
#include "cli/converge/run_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"

namespace devstack::cli {
namespace {

using reconcile::Plan;
using reconcile::Report;
using reconcile::StepId;
using reconcile::StepState;

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string count_processes(std::size_t count) {
  return fmt::format("{} process{}", count, count == 1 ? "" : "es");
}

/// The predecessor that ended last: what the step waited for.
std::optional<StepId> waited_for(const Plan& plan, const Report& report, StepId id) {
  std::optional<StepId> last;
  const auto consider = [&](const std::vector<StepId>& steps) {
    for (const StepId before : steps) {
      if (!last || report.steps[before].ended > report.steps[*last].ended) last = before;
    }
  };
  const auto& step = plan.steps[id];
  consider(step.after);
  consider(step.after_end);
  if (step.gate) consider(plan.gates[*step.gate].steps);
  return last;
}

std::optional<StepId> last_to_end(const Report& report) {
  std::optional<StepId> last;
  for (StepId id = 0; id < report.steps.size(); ++id) {
    if (report.steps[id].state != StepState::kDone) continue;
    if (!last || report.steps[id].ended > report.steps[*last].ended) last = id;
  }
  return last;
}

std::vector<StepId> failed_steps(const Report& report) {
  std::vector<StepId> failed;
  for (StepId id = 0; id < report.steps.size(); ++id) {
    if (report.steps[id].failure) failed.push_back(id);
  }
  std::stable_sort(failed.begin(), failed.end(), [&report](StepId a, StepId b) {
    return report.steps[a].ended < report.steps[b].ended;
  });
  return failed;
}

}  // namespace

std::string slowest_chain(const Plan& plan, const Report& report) {
  struct Link {
    std::string service;
    Duration began{}, ended{};
  };
  std::vector<Link> links;  // from the end to the beginning
  for (auto id = last_to_end(report); id; id = waited_for(plan, report, *id)) {
    const std::string service = reconcile::service_of(plan.steps[*id].action);
    if (service.empty()) continue;
    if (links.empty() || links.back().service != service) {
      links.push_back({service, report.steps[*id].began, report.steps[*id].ended});
    }
    links.back().began = report.steps[*id].began;
  }
  if (links.size() < 2) return {};
  std::reverse(links.begin(), links.end());
  std::vector<std::string> parts;
  Duration before{0};
  for (const auto& link : links) {
    parts.push_back(link.service + " " + format_duration(link.ended - before));
    before = link.ended;
  }
  return join(parts, " > ");
}

std::string count_services(const model::Stack& stack, const std::vector<std::string>& services) {
  std::size_t jobs = 0;
  for (const auto& name : services) {
    const auto found = stack.services.find(name);
    if (found != stack.services.end() && found->second.is_job) ++jobs;
  }
  const std::size_t ready = services.size() - jobs;
  std::string text = plural(ready, "service") + " ready";
  if (jobs != 0) text += ", " + plural(jobs, "job") + " current";
  return text;
}

ExitCode exit_code_of(const Report& report) {
  if (report.ok()) return ExitCode::kOk;
  const auto failed = failed_steps(report);
  for (const StepId id : failed) {
    if (!report.steps[id].optional) return report.steps[id].failure->exit_code;
  }
  // Only optional ones failed, but something that is not optional needed them.
  return failed.empty() ? ExitCode::kFailed : report.steps[failed.front()].failure->exit_code;
}

std::vector<std::string> failed_optional(const Plan& plan, const Report& report) {
  std::vector<std::string> names;
  for (const StepId id : failed_steps(report)) {
    if (report.steps[id].optional) names.push_back(reconcile::service_of(plan.steps[id].action));
  }
  return names;
}

std::vector<FailureReport> failures_of(const Report& report) {
  std::vector<FailureReport> failures;
  for (const StepId id : failed_steps(report)) {
    failures.push_back(report.steps[id].failure->report);
  }
  return failures;
}

std::vector<SkippedService> skipped_services(const Plan& plan, const Report& report) {
  std::set<std::string> told;
  for (const StepId id : failed_steps(report)) {
    told.insert(reconcile::service_of(plan.steps[id].action));
  }
  std::vector<SkippedService> skipped;
  for (StepId id = 0; id < report.steps.size(); ++id) {
    const auto& entry = report.steps[id];
    const std::string service = reconcile::service_of(plan.steps[id].action);
    if (entry.state != StepState::kSkipped || service.empty()) continue;
    if (!told.insert(service).second) continue;
    const std::string because =
        entry.because ? reconcile::service_of(plan.steps[*entry.because].action) : "";
    skipped.push_back({service, because});
  }
  return skipped;
}

std::string count_stops(const Plan& plan) {
  std::size_t containers = 0;
  std::size_t processes = 0;
  for (const auto& step : plan.steps) {
    if (std::holds_alternative<reconcile::StopContainer>(step.action)) ++containers;
    if (std::holds_alternative<reconcile::StopProcess>(step.action)) ++processes;
  }
  if (processes == 0) return plural(containers, "container");
  const std::string ended = count_processes(processes);
  return containers == 0 ? ended : plural(containers, "container") + ", " + ended;
}

std::string count_removals(const Plan& plan) {
  std::size_t containers = 0;
  std::size_t processes = 0;
  std::size_t networks = 0;
  std::size_t volumes = 0;
  for (const auto& step : plan.steps) {
    if (std::holds_alternative<reconcile::RemoveContainer>(step.action)) ++containers;
    if (std::holds_alternative<reconcile::StopProcess>(step.action)) ++processes;
    if (std::holds_alternative<reconcile::RemoveNetwork>(step.action)) ++networks;
    if (std::holds_alternative<reconcile::RemoveVolume>(step.action)) ++volumes;
  }
  std::vector<std::string> parts;
  if (containers != 0) parts.push_back(plural(containers, "container"));
  if (processes != 0) parts.push_back(count_processes(processes));
  if (networks != 0) parts.push_back(plural(networks, "network"));
  if (volumes != 0) parts.push_back(plural(volumes, "volume"));
  return join(parts, ", ");
}

}  // namespace devstack::cli

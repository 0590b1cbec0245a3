// plan_stop and plan_remove: containers come to their end, networks and volumes stay.
#include <fmt/format.h>

#include <algorithm>

#include "devstack/base/text.hpp"
#include "devstack/reconcile/planner.hpp"
#include "reconcile/decision.hpp"
#include "reconcile/stop_steps.hpp"

namespace devstack::reconcile {
namespace {

bool is_known(const model::Stack& stack, const std::string& service) {
  return stack.services.contains(service) || stack.disabled.contains(service);
}

bool is_chosen(const model::Stack& stack, const std::string& service,
               const std::vector<std::string>& services) {
  if (services.empty()) return is_known(stack, service);
  return std::ranges::find(services, service) != services.end();
}

/// Containers of the named services, or of all that the file knows; one-off ones are `run`'s.
std::vector<const ObservedContainer*> chosen(const model::Stack& stack, const Observed& observed,
                                             const std::vector<std::string>& services) {
  std::vector<const ObservedContainer*> containers;
  for (const ObservedContainer& container : observed.containers) {
    if (is_chosen(stack, container.service, services) && !container.one_off) {
      containers.push_back(&container);
    }
  }
  return containers;
}

void note_orphans(const model::Stack& stack, const Observed& observed, Plan& plan) {
  std::vector<std::string> names;
  for (const ObservedContainer& container : observed.containers) {
    if (container.one_off || !is_running(container) || is_known(stack, container.service)) continue;
    names.push_back(container.name);
  }
  for (const auto& [service, process] : observed.processes) {
    if (is_known(stack, service) || process.condition == host::ProcessCondition::kEnded) continue;
    names.push_back("process " + service);
  }
  if (names.empty()) return;
  plan.notices.push_back(
      fmt::format("not in the stack file and still running: {}", join(names, ", ")));
}

}  // namespace

Plan plan_stop(const model::Stack& stack, const Observed& observed, const StopOptions& options) {
  std::vector<StopTarget> targets;
  for (const ObservedContainer* container : chosen(stack, observed, options.services)) {
    targets.push_back({container, {"to be stopped", {}}, StopTarget::Fate::kStop});
  }
  for (const auto& [service, process] : observed.processes) {
    if (!is_chosen(stack, service, options.services)) continue;
    targets.push_back({nullptr, {"to be stopped", {}}, StopTarget::Fate::kStop, &process});
  }
  Plan plan;
  add_stop_steps(stack, targets, options.grace, plan);
  if (options.services.empty()) note_orphans(stack, observed, plan);
  return plan;
}

Plan plan_remove(const model::Stack& stack, const Observed& observed,
                 const RemoveOptions& options) {
  std::vector<StopTarget> targets;
  for (const ObservedContainer* container : chosen(stack, observed, options.services)) {
    if (is_running(*container) && options.running == RemoveOptions::Running::kKeep) continue;
    targets.push_back({container, {"to be removed", {}}, StopTarget::Fate::kRemove});
  }
  for (const auto& [service, process] : observed.processes) {
    const bool runs = process.condition != host::ProcessCondition::kEnded;
    if (!is_chosen(stack, service, options.services)) continue;
    if (runs && options.running == RemoveOptions::Running::kKeep) continue;
    targets.push_back({nullptr, {"to be removed", {}}, StopTarget::Fate::kRemove, &process});
  }
  Plan plan;
  for (const auto& [id, step] : add_stop_steps(stack, targets, std::nullopt, plan)) {
    auto& removal = std::get<RemoveContainer>(plan.steps[step].action);
    removal.anonymous_volumes =
        options.anonymous_volumes == RemoveOptions::AnonymousVolumes::kRemove;
  }
  return plan;
}

}  // namespace devstack::reconcile

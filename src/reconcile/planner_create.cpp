// plan_create: what plan_up would do, without anything that starts or waits.
#include <set>
#include <utility>

#include "devstack/reconcile/planner.hpp"

namespace devstack::reconcile {
namespace {

/// A stop that is not followed by a removal belongs to a restart, or to another profile.
bool is_for_creation(const Action& action, const std::set<std::string>& removed) {
  if (std::holds_alternative<StartContainer>(action)) return false;
  if (std::holds_alternative<AwaitReady>(action)) return false;
  if (std::holds_alternative<AwaitJob>(action)) return false;
  if (std::holds_alternative<StartProcess>(action)) return false;
  if (std::holds_alternative<StopProcess>(action)) return false;
  if (std::holds_alternative<AwaitProcess>(action)) return false;
  const auto* stop = std::get_if<StopContainer>(&action);
  return stop == nullptr || removed.contains(stop->id);
}

std::set<std::string> removed_containers(const Plan& plan) {
  std::set<std::string> ids;
  for (const Step& step : plan.steps) {
    if (const auto* removal = std::get_if<RemoveContainer>(&step.action)) ids.insert(removal->id);
  }
  return ids;
}

}  // namespace

Plan plan_create(const model::Stack& stack, const Observed& observed, const UpOptions& options) {
  Plan whole = plan_up(stack, observed, options);
  const std::set<std::string> removed = removed_containers(whole);
  Plan plan;
  plan.up_to_date = std::move(whole.up_to_date);
  plan.skipped = std::move(whole.skipped);
  plan.fallbacks = std::move(whole.fallbacks);
  plan.notices = std::move(whole.notices);
  std::map<StepId, StepId> kept;  // old number to new
  for (StepId id = 0; id < whole.steps.size(); ++id) {
    Step& step = whole.steps[id];
    if (!is_for_creation(step.action, removed)) continue;
    std::vector<StepId> after;
    for (const StepId before : step.after) {
      if (const auto found = kept.find(before); found != kept.end()) after.push_back(found->second);
    }
    kept.emplace(id, plan.steps.size());
    // Gates and the ends of others are about readiness, which nothing here waits for.
    plan.steps.push_back({std::move(step.action),
                          std::move(step.cause),
                          std::move(step.where),
                          std::move(after),
                          {},
                          {},
                          step.optional});
  }
  return plan;
}

}  // namespace devstack::reconcile

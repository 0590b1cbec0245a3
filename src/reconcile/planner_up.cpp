// plan_up: choose the services, decide about each, make steps, and deal with what is there besides.
#include <fmt/format.h>

#include <algorithm>

#include "devstack/base/text.hpp"
#include "devstack/model/switched_off.hpp"
#include "reconcile/decision.hpp"
#include "reconcile/orphans.hpp"
#include "reconcile/preconditions.hpp"
#include "reconcile/service_order.hpp"
#include "reconcile/stop_steps.hpp"
#include "reconcile/up_steps.hpp"

namespace devstack::reconcile {
namespace {

void note_resource_drift(const model::Stack& stack, const Observed& observed, Plan& plan) {
  for (const auto& [key, network] : stack.networks) {
    const auto existing = observed.networks.find(network.name);
    if (network.external || existing == observed.networks.end()) continue;
    if (existing->second.config_hash == network.config_hash) continue;
    plan.notices.push_back(fmt::format(
        "network {} is configured differently now; `devstack down` and `up` apply it", key));
  }
  for (const auto& [key, volume] : stack.volumes) {
    const auto existing = observed.volumes.find(volume.name);
    if (volume.external || existing == observed.volumes.end()) continue;
    if (existing->second.config_hash == volume.config_hash) continue;
    plan.notices.push_back(fmt::format(
        "volume {} was made with another configuration; its data is kept as it is", key));
  }
}

std::string inactive_cause(const model::Stack& stack, std::string_view service) {
  const std::string role = model::why_switched_off(stack.extension.substitutions, service);
  if (!role.empty()) return role;
  if (stack.profiles.empty()) return "its profile is not active";
  return "not in profile " + join(stack.profiles, ", ");
}

/// Running containers of inactive profiles: they stop and keep their data.
void stop_disabled(const model::Stack& stack, const Observed& observed, const UpOptions& options,
                   Plan& plan) {
  std::vector<StopTarget> targets;
  for (const ObservedContainer& container : observed.containers) {
    if (container.one_off || !stack.disabled.contains(container.service)) continue;
    if (stack.services.contains(container.service) || !is_running(container)) continue;
    targets.push_back(
        {&container, {inactive_cause(stack, container.service), {}}, StopTarget::Fate::kStop});
  }
  for (const auto& [service, process] : observed.processes) {
    if (!stack.disabled.contains(service) || stack.services.contains(service)) continue;
    targets.push_back(
        {nullptr, {inactive_cause(stack, service), {}}, StopTarget::Fate::kStop, &process});
  }
  add_stop_steps(stack, targets, options.stop_grace, plan);
}

/// Of a plan that is only looked at: what an image would be after it was got anew is not known.
void note_refresh(const model::Stack& stack, const Observed& observed, const UpOptions& options,
                  Plan& plan) {
  for (const Step& step : plan_refresh(stack, observed, options).steps) {
    plan.notices.push_back(
        fmt::format("{}: its image is got anew ({}); it is recreated if that changes it",
                    service_of(step.action), step.cause));
  }
}

}  // namespace

Plan plan_up(const model::Stack& stack, const Observed& observed, const UpOptions& options) {
  const std::vector<const model::Service*> services =
      start_order(stack, selected_services(stack, options));
  check_preconditions(stack, observed, services);

  const ContainerIndex containers = index_containers(observed);
  DecisionMap decisions;
  for (const model::Service* service : services) {
    decisions.emplace(service->name,
                      decide(stack, observed, options, containers, decisions, *service));
  }
  check_contents(stack, made_by(services, decisions));
  UpSteps steps(stack, observed, options, decisions);
  for (const model::Service* service : services) steps.add_service(*service);

  Plan plan = steps.take();
  std::ranges::sort(plan.up_to_date);
  std::ranges::sort(plan.skipped);
  note_resource_drift(stack, observed, plan);
  note_refresh(stack, observed, options, plan);
  if (options.services.empty()) {
    stop_disabled(stack, observed, options, plan);
    handle_orphans(stack, observed, options, plan);
  }
  return plan;
}

}  // namespace devstack::reconcile

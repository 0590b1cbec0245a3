// plan_down: containers in reverse order, then networks, then the chosen volumes.
#include <algorithm>
#include <map>

#include "devstack/reconcile/planner.hpp"
#include "reconcile/stop_steps.hpp"

namespace devstack::reconcile {
namespace {

bool is_selected(const DownOptions& options, const std::string& service) {
  return options.services.empty() ||
         std::ranges::find(options.services, service) != options.services.end();
}

bool is_selected(const DownOptions& options, const ObservedContainer& container) {
  if (options.services.empty()) return true;
  return !container.one_off && is_selected(options, container.service);
}

Cause cause_of(const model::Stack& stack, const std::string& name) {
  const auto service = stack.services.find(name);
  if (service != stack.services.end()) return {"part of the project", service->second.span};
  const auto disabled = stack.disabled.find(name);
  if (disabled != stack.disabled.end()) {
    return {"part of the project, in an inactive profile", disabled->second.span};
  }
  return {"part of the project, not in the stack file", {}};
}

Cause cause_of(const model::Stack& stack, const ObservedContainer& container) {
  if (container.one_off) return {"left by `run`", {}};
  return cause_of(stack, container.service);
}

bool is_external_network(const model::Stack& stack, const std::string& name) {
  return std::ranges::any_of(stack.networks, [&name](const auto& entry) {
    return entry.second.external && entry.second.name == name;
  });
}

/// Each waits for the removals of the containers that are attached to it.
void remove_networks(const model::Stack& stack, const Observed& observed,
                     const std::map<std::string, StepId>& removals, Plan& plan) {
  std::map<std::string, std::vector<StepId>> removals_of;
  for (const ObservedContainer& container : observed.containers) {
    const auto removal = removals.find(container.id);
    if (removal == removals.end()) continue;
    for (const auto& [name, id] : container.network_ids)
      removals_of[name].push_back(removal->second);
  }
  const auto remove = [&](const ObservedNetwork& network) {
    if (network.ownership != Ownership::kOurs || is_external_network(stack, network.name)) return;
    std::vector<StepId> after = removals_of[network.name];
    std::ranges::sort(after);
    RemoveNetwork removal{network.id, network.name};
    plan.steps.push_back({std::move(removal), "part of the project", {}, std::move(after), {}, {}});
  };
  for (const auto& [name, network] : observed.networks) remove(network);
  for (const ObservedNetwork& twin : observed.twin_networks) remove(twin);
}

void remove_volumes(const Observed& observed, const DownOptions& options,
                    const std::map<std::string, StepId>& removals, Plan& plan) {
  Gate gone{"containers removed", {}};
  for (const auto& [id, step] : removals) gone.steps.push_back(step);
  std::ranges::sort(gone.steps);
  std::optional<std::size_t> gate;
  if (!gone.steps.empty() && !options.volumes.empty()) {
    gate = plan.gates.size();
    plan.gates.push_back(std::move(gone));
  }
  for (const std::string& name : options.volumes) {
    const auto existing = observed.volumes.find(name);
    // The caller has asked the user; whose it is, is decided here once more.
    if (existing == observed.volumes.end() || existing->second.ownership != Ownership::kOurs) {
      continue;
    }
    plan.steps.push_back({RemoveVolume{name}, "chosen to be deleted", {}, {}, {}, gate});
  }
}

}  // namespace

Plan plan_down(const model::Stack& stack, const Observed& observed, const DownOptions& options) {
  const auto fate = options.remove_containers ? StopTarget::Fate::kRemove : StopTarget::Fate::kStop;
  std::vector<StopTarget> targets;
  for (const ObservedContainer& container : observed.containers) {
    if (!is_selected(options, container)) continue;
    targets.push_back({&container, cause_of(stack, container), fate});
  }
  for (const auto& [service, process] : observed.processes) {
    if (!is_selected(options, service)) continue;
    targets.push_back({nullptr, cause_of(stack, service), fate, &process});
  }
  Plan plan;
  const auto removals = add_stop_steps(stack, targets, options.stop_grace, plan);
  if (options.services.empty() && options.remove_networks) {
    remove_networks(stack, observed, removals, plan);
  }
  remove_volumes(observed, options, removals, plan);
  return plan;
}

}  // namespace devstack::reconcile

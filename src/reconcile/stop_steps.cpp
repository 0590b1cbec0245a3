// Walks services from the dependents down and gives each container its stop and removal.
#include "reconcile/stop_steps.hpp"

#include <algorithm>

#include "reconcile/decision.hpp"
#include "reconcile/service_order.hpp"

namespace devstack::reconcile {
namespace {

constexpr std::chrono::seconds kDefaultGrace{10};

/// All services that the file knows, active or not.
ServiceMap known_services(const model::Stack& stack) {
  ServiceMap known;
  for (const auto& [name, service] : stack.services) known.emplace(name, &service);
  for (const auto& [name, service] : stack.disabled) known.emplace(name, &service);
  return known;
}

std::chrono::seconds grace_of(const model::Service* service,
                              std::optional<std::chrono::seconds> requested) {
  if (requested) return *requested;
  if (service == nullptr || !service->stop_grace_period) return kDefaultGrace;
  return std::chrono::ceil<std::chrono::seconds>(*service->stop_grace_period);
}

class StopSteps {
 public:
  StopSteps(std::optional<std::chrono::seconds> grace, Plan& plan) : grace_(grace), plan_(plan) {}

  void add(const model::Service* service, const std::vector<const StopTarget*>& targets) {
    std::vector<StepId> stops;
    const std::vector<StepId> after = service == nullptr ? none_ : dependents_stops_[service->name];
    for (const StopTarget* target : targets) {
      if (target->process != nullptr) {
        stop_process(service, *target, after, stops);
        continue;
      }
      const ObservedContainer& container = *target->container;
      std::vector<StepId> own;
      if (is_running(container)) {
        StopContainer stop{container.service, container.id, grace_of(service, grace_)};
        own = {push(std::move(stop), target->cause, after)};
        stops.push_back(own.front());
      }
      if (target->fate == StopTarget::Fate::kRemove) {
        RemoveContainer remove{container.service, container.id, false};
        removals_.emplace(container.id, push(std::move(remove), target->cause, own));
      }
    }
    if (service == nullptr) return;
    for (const model::Dependency& dependency : service->depends_on) {
      auto& waits = dependents_stops_[dependency.service];
      waits.insert(waits.end(), stops.begin(), stops.end());
    }
  }

  [[nodiscard]] std::map<std::string, StepId> take_removals() { return std::move(removals_); }

 private:
  /// One that has ended has nothing left but its record.
  void stop_process(const model::Service* service, const StopTarget& target,
                    const std::vector<StepId>& after, std::vector<StepId>& stops) {
    const bool runs = target.process->condition != host::ProcessCondition::kEnded;
    const bool forget = target.fate == StopTarget::Fate::kRemove;
    if (!runs && !forget) return;
    StopProcess stop{target.service(), grace_of(service, grace_),
                     forget ? StopProcess::Fate::kForget : StopProcess::Fate::kKeep};
    const StepId step = push(std::move(stop), target.cause, after);
    if (runs) stops.push_back(step);
  }

  StepId push(Action action, const Cause& cause, const std::vector<StepId>& after) {
    plan_.steps.push_back({std::move(action), cause.text, cause.where, after, {}, {}});
    return plan_.steps.size() - 1;
  }

  std::optional<std::chrono::seconds> grace_;
  Plan& plan_;
  std::map<std::string, std::vector<StepId>, std::less<>> dependents_stops_;
  std::map<std::string, StepId> removals_;
  const std::vector<StepId> none_;
};

}  // namespace

std::map<std::string, StepId> add_stop_steps(const model::Stack& stack,
                                             const std::vector<StopTarget>& targets,
                                             std::optional<std::chrono::seconds> grace,
                                             Plan& plan) {
  std::map<std::string, std::vector<const StopTarget*>, std::less<>> by_service;
  for (const StopTarget& target : targets) by_service[target.service()].push_back(&target);
  StopSteps steps(grace, plan);
  for (const model::Service* service : stop_order(known_services(stack))) {
    const auto found = by_service.find(service->name);
    if (found == by_service.end()) continue;
    steps.add(service, found->second);
    by_service.erase(found);
  }
  for (const auto& [name, orphans] : by_service) steps.add(nullptr, orphans);
  return steps.take_removals();
}

}  // namespace devstack::reconcile

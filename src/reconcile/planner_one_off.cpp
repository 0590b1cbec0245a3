// plan_one_off: what the service requires, gated as in `up`, then its one-off container.
#include "devstack/reconcile/planner.hpp"
#include "reconcile/decision.hpp"
#include "reconcile/orphans.hpp"
#include "reconcile/preconditions.hpp"
#include "reconcile/service_order.hpp"
#include "reconcile/up_steps.hpp"

namespace devstack::reconcile {

Plan plan_one_off(const model::Stack& stack, const Observed& observed, const UpOptions& options,
                  const std::string& service, const OneOff& one_off) {
  const model::Service& wanted = stack.services.find(service)->second;
  UpOptions chosen = options;
  chosen.services = {service};
  ServiceMap required = selected_services(stack, chosen);
  check_preconditions(stack, observed, start_order(stack, required));
  required.erase(service);
  const std::vector<const model::Service*> services = start_order(stack, required);

  const ContainerIndex containers = index_containers(observed);
  DecisionMap decisions;
  for (const model::Service* one : services) {
    decisions.emplace(one->name, decide(stack, observed, chosen, containers, decisions, *one));
  }
  std::vector<const model::Service*> made = made_by(services, decisions);
  made.push_back(&wanted);
  check_contents(stack, made);
  UpSteps steps(stack, observed, chosen, decisions);
  for (const model::Service* one : services) steps.add_service(*one);
  steps.add_one_off(wanted, one_off);
  Plan plan = steps.take();
  if (chosen.remove_orphans) handle_orphans(stack, observed, chosen, plan);
  return plan;
}

}  // namespace devstack::reconcile

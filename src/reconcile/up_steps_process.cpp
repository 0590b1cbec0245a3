// The steps of a process of this host: what stood in its place goes, it starts, it is proven.
#include "reconcile/up_steps.hpp"

namespace devstack::reconcile {

StepId UpSteps::stop_process(const model::Service& service, const Cause& cause,
                             const Prerequisites& start) {
  StopProcess stop{service.name, grace_of(service), StopProcess::Fate::kForget};
  const StepId stopped = add(std::move(stop), cause, start.after);
  plan_.steps[stopped].gate = start.gate;
  return stopped;
}

void UpSteps::add_process(const model::Service& service, const ServiceDecision& decision,
                          const Prerequisites& start, Gates& gates) {
  std::vector<StepId> after = start.after;
  for (const Removal& removal : decision.removals) {
    after.push_back(retire(service, *removal.container, removal.cause, {}, start));
  }
  std::vector<StepId> proven_after;
  Cause why_await{"runs, but is not proven ready", {}};
  switch (decision.process.action) {
    case ProcessDecision::Action::kNone:
    case ProcessDecision::Action::kStop:
      return;
    case ProcessDecision::Action::kKeep:
      if (decision.process.proven) return;
      break;
    case ProcessDecision::Action::kRestart:
      after.push_back(stop_process(service, decision.process.cause, start));
      [[fallthrough]];
    case ProcessDecision::Action::kStart: {
      const StepId started = add(StartProcess{service.name}, decision.process.cause, after);
      plan_.steps[started].after_end = start.after_end;
      plan_.steps[started].gate = start.gate;
      gates.started.push_back(started);
      proven_after = {started};
      why_await = {"started by this run", {}};
      break;
    }
  }
  if (!is_awaited(service)) return;
  const StepId proven = add(AwaitProcess{service.name}, why_await, proven_after);
  if (proven_after.empty()) plan_.steps[proven].gate = start.gate;
  gates.proven.push_back(proven);
}

}  // namespace devstack::reconcile

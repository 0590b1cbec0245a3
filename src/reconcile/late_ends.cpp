// A service may pass its test, or have none, and end a moment later, while others get ready.
#include "devstack/reconcile/late_ends.hpp"

#include <map>
#include <string>
#include <utility>

#include "devstack/model/labels.hpp"
#include "engine_step_runner_steps.hpp"
#include "step_report.hpp"

namespace devstack::reconcile {
namespace {

namespace labels = model::labels;

/// The steps in which containers became ready, by service and number as labels have it.
using ReadySteps = std::map<std::pair<std::string, std::string>, StepId>;

ReadySteps ready_steps(const Plan& plan, const Report& report) {
  ReadySteps steps;
  for (StepId id = 0; id < plan.steps.size(); ++id) {
    const auto* ready = std::get_if<AwaitReady>(&plan.steps[id].action);
    if (ready == nullptr || report.steps[id].state != StepState::kDone) continue;
    steps[{ready->service, std::to_string(ready->number)}] = id;
  }
  return steps;
}

bool has_ended(const engine::ContainerSummary& container) {
  return (container.state == "exited" || container.state == "dead") &&
         engine::label(container.labels, labels::kOneOff) != "True";
}

}  // namespace

Task<void> find_late_ends(engine::Client& client, const model::Stack& stack, const Plan& plan,
                          const UiSink& sink, Report& report) {
  const ReadySteps steps = ready_steps(plan, report);
  if (steps.empty()) co_return;
  std::vector<std::string> filters{std::string(labels::kProject) + "=" + stack.project};
  const auto containers = co_await client.list_containers(std::move(filters));
  for (const engine::ContainerSummary& container : containers) {
    if (!has_ended(container)) continue;
    const auto step = steps.find({engine::label(container.labels, labels::kService),
                                  engine::label(container.labels, labels::kContainerNumber)});
    if (step == steps.end()) continue;
    const auto details = co_await client.inspect_container(container.id);
    if (!details || details->running || details->exit_code == 0) continue;
    const model::Service& service = stack.services.find(step->first.first)->second;
    const std::string log = co_await log_for_report(client, *details);
    Report::Entry& entry = report.steps[step->second];
    entry.state = StepState::kFailed;
    entry.failure = exited_late(service, *details, log);
    ServiceChanged event;
    event.service = service.name;
    event.state = ServiceState::kFailed;
    event.detail = entry.failure->report.title;
    sink(event);
  }
}

}  // namespace devstack::reconcile

// They are looked for by what is observed, since the file says nothing about them.
#include "reconcile/orphans.hpp"

#include <fmt/format.h>

#include <set>

#include "devstack/base/text.hpp"
#include "reconcile/stop_steps.hpp"

namespace devstack::reconcile {

void handle_orphans(const model::Stack& stack, const Observed& observed, const UpOptions& options,
                    Plan& plan) {
  std::vector<StopTarget> targets;
  std::set<std::string> names;
  for (const ObservedContainer& container : observed.containers) {
    if (container.one_off || stack.services.contains(container.service) ||
        stack.disabled.contains(container.service)) {
      continue;
    }
    targets.push_back({&container, {"not in the stack file", {}}, StopTarget::Fate::kRemove});
    names.insert(container.name);
  }
  for (const auto& [service, process] : observed.processes) {
    if (stack.services.contains(service) || stack.disabled.contains(service) ||
        process.condition == host::ProcessCondition::kEnded) {
      continue;
    }
    targets.push_back(
        {nullptr, {"not in the stack file", {}}, StopTarget::Fate::kRemove, &process});
    names.insert("process " + service);
  }
  if (targets.empty()) return;
  if (options.remove_orphans) {
    add_stop_steps(stack, targets, options.stop_grace, plan);
    return;
  }
  const std::vector<std::string> sorted(names.begin(), names.end());
  plan.notices.push_back(fmt::format("not in the stack file: {}; --remove-orphans removes {}",
                                     join(sorted, ", "), sorted.size() == 1 ? "it" : "them"));
}

}  // namespace devstack::reconcile

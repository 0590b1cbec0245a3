// Stopping in reverse order of dependencies, overlapped: shared by `down`, orphans and profile
// switches.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "devstack/model/stack.hpp"
#include "devstack/reconcile/observed.hpp"
#include "devstack/reconcile/plan.hpp"
#include "reconcile/drift.hpp"

namespace devstack::reconcile {

/// A container, or a process of this host.
struct StopTarget {
  enum class Fate { kStop, kRemove };
  const ObservedContainer* container = nullptr;
  Cause cause;
  Fate fate = Fate::kRemove;
  const ObservedProcess* process = nullptr;

  [[nodiscard]] const std::string& service() const {
    return process != nullptr ? process->record.service : container->service;
  }
};

/// A container's stop waits for the stops of its direct dependents, and its removal for its own
/// stop; nothing waits for a removal. Returns the removals, by container id.
std::map<std::string, StepId> add_stop_steps(const model::Stack& stack,
                                             const std::vector<StopTarget>& targets,
                                             std::optional<std::chrono::seconds> grace, Plan& plan);

}  // namespace devstack::reconcile

// What was ready during a run and has ended badly before its end.
#pragma once

#include "devstack/base/event.hpp"
#include "devstack/base/task.hpp"
#include "devstack/engine/client.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/reconcile/executor.hpp"

namespace devstack::reconcile {

/// Looks once more at the containers that became ready in this run: one listing, and an inspection
/// of those that have ended with another exit code than 0. Their steps fail in `report` (DS3102,
/// DS3103), and `sink` is told. Throws what the engine's client throws.
[[nodiscard]] Task<void> find_late_ends(engine::Client& client, const model::Stack& stack,
                                        const Plan& plan, const UiSink& sink, Report& report);

}  // namespace devstack::reconcile

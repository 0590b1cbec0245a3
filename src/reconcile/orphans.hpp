// Containers and processes of services that the file does not know any more.
#pragma once

#include "devstack/reconcile/planner.hpp"

namespace devstack::reconcile {

/// Adds their end to the plan with `options.remove_orphans`, else a notice that names them. Not
/// one-offs: those belong to `run`.
void handle_orphans(const model::Stack& stack, const Observed& observed, const UpOptions& options,
                    Plan& plan);

}  // namespace devstack::reconcile

// What can be refused before anything is done.
#pragma once

#include <vector>

#include "devstack/reconcile/planner.hpp"

namespace devstack::reconcile {

/// Throws ConfigError with all findings: external networks and volumes that do not exist (DS2030,
/// DS2031), service_healthy on a service without a test (DS3101), keys that the engine is too old
/// for (DS2020), and `provider` and `models`, which we do not run (DS2022); else Error DS2107 (exit
/// 6) for a network or volume whose name belongs to somebody else.
void check_preconditions(const model::Stack& stack, const Observed& observed,
                         const std::vector<const model::Service*>& services);

/// Throws ConfigError DS2032 where a config or secret of these services, whose containers are to be
/// made, is the value of a variable that is not set.
void check_contents(const model::Stack& stack, const std::vector<const model::Service*>& made);

}  // namespace devstack::reconcile

// Failures that lie in this host rather than in a service, as the user reads them.
#pragma once

#include "devstack/model/stack.hpp"
#include "devstack/reconcile/executor.hpp"

namespace devstack::reconcile {

/// DS4003: the process of a service is still there after TERM, the grace and KILL.
[[nodiscard]] StepFailed process_does_not_end(const std::string& service, int pid);

/// DS4002: the program that the mock's image is made of is not there.
[[nodiscard]] StepFailed mock_not_installed(const model::Service& service);

}  // namespace devstack::reconcile

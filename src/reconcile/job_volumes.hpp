// The volumes that a job's result lives in.
#pragma once

#include <set>
#include <string>

#include "devstack/model/stack.hpp"

namespace devstack::reconcile {

/// Engine names of the named volumes of the job and of all that it depends on, directly or not.
[[nodiscard]] std::set<std::string> job_volumes(const model::Stack& stack,
                                                const model::Service& job);

}  // namespace devstack::reconcile

// What makes a job due that runs `always`: starts of what it depends on.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "devstack/model/stack.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::reconcile {

[[nodiscard]] bool runs_always(const model::Service& job);

/// The services that a job depends on, itself or through other jobs; jobs are left out.
[[nodiscard]] std::set<std::string, std::less<>> services_behind(const model::Stack& stack,
                                                                 const model::Service& job);

/// The same of all jobs of the stack that run `always`.
[[nodiscard]] std::set<std::string, std::less<>> services_behind_always(const model::Stack& stack);

/// A text that changes when a container of those services is made or started; `containers` of them
/// have their details.
[[nodiscard]] std::string starts_behind(const model::Stack& stack, const model::Service& job,
                                        const std::vector<ObservedContainer>& containers);

/// What a fingerprint says without the starts.
[[nodiscard]] std::string without_starts(const std::string& fingerprint);

}  // namespace devstack::reconcile

// What is said at the end of a run, from its plan and report. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "devstack/base/error.hpp"
#include "devstack/base/event.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/reconcile/executor.hpp"
#include "devstack/reconcile/plan.hpp"

namespace devstack::cli {

/// The services that the run's end waited for, in order, each with the time that it added:
/// "db 0.9s > migrate 0.7s > api 2.1s". Empty for a run of less than two services.
[[nodiscard]] std::string slowest_chain(const reconcile::Plan& plan,
                                        const reconcile::Report& report);

/// "9 services ready, 3 jobs current": of the given services.
[[nodiscard]] std::string count_services(const model::Stack& stack,
                                         const std::vector<std::string>& services);

/// Exit code of the failure that came first; kOk without one.
[[nodiscard]] ExitCode exit_code_of(const reconcile::Report& report);

/// Failures in the order in which they happened.
[[nodiscard]] std::vector<FailureReport> failures_of(const reconcile::Report& report);

/// Optional services that failed.
[[nodiscard]] std::vector<std::string> failed_optional(const reconcile::Plan& plan,
                                                       const reconcile::Report& report);

/// Services of which a step was not run because of a failure, each once, without those that failed.
struct SkippedService {
  std::string service;
  std::string because;  ///< service that failed; may be empty
};
[[nodiscard]] std::vector<SkippedService> skipped_services(const reconcile::Plan& plan,
                                                           const reconcile::Report& report);

/// "4 containers, 2 networks": what a plan removes; empty if nothing.
[[nodiscard]] std::string count_removals(const reconcile::Plan& plan);

/// "3 containers": what a plan stops.
[[nodiscard]] std::string count_stops(const reconcile::Plan& plan);

}  // namespace devstack::cli

// Who waits for whom, down to what failed first. Pure.
#pragma once

#include <string>
#include <vector>

#include "cli/check/health_check.hpp"
#include "devstack/model/stack.hpp"

namespace devstack::cli {

/// A service that is not ready.
struct CauseLink {
  std::string service;
  std::string waits_for;  ///< what it needs that is not ready either; empty: a first failure
  std::string condition;  ///< of the edge: "service_healthy", or "needs" of a mock
  SourceSpan where;       ///< of the edge, else of the service
};

/// Links from `service` down, each service before what it waits for; empty when it is ready. A
/// service that waits for several things has a link for each.
[[nodiscard]] std::vector<CauseLink> cause_chain(const model::Stack& stack,
                                                 const HealthReport& report,
                                                 const std::string& service);

/// Services that are not ready although all that they need is; optional ones only where something
/// else waits for them. By name.
[[nodiscard]] std::vector<std::string> first_failures(const model::Stack& stack,
                                                      const HealthReport& report);

/// The row of a service that failed, else its first; nullptr where there is none.
[[nodiscard]] const HealthRow* worst_row(const HealthReport& report, const std::string& service);

}  // namespace devstack::cli

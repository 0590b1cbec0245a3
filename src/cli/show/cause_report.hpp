// Why a service is not ready, with the evidence at the end of the chain: as text and as JSON. Pure.
#pragma once

#include <string>
#include <vector>

#include "cli/show/cause_chain.hpp"
#include "devstack/base/value.hpp"
#include "devstack/ui/renderer.hpp"

namespace devstack::cli {

/// What is known of a first failure.
struct Evidence {
  std::string service;
  std::string state;                 ///< "exited with 137 (signal 9) 12s ago", "running for 3m"
  std::string probe;                 ///< "http :8080/health"; empty where it does not run
  std::vector<std::string> results;  ///< of the last tries, equal neighbours folded
  std::vector<std::string> log;      ///< its last lines
  SourceSpan where;                  ///< of the service
};

struct CauseReport {
  std::string service;
  const HealthRow* row = nullptr;  ///< of the service itself; nullptr: it has none
  std::vector<CauseLink> links;    ///< empty: it is ready
  std::vector<Evidence> evidence;  ///< one for each first failure

  [[nodiscard]] bool is_ready() const { return links.empty(); }
};

[[nodiscard]] std::string cause_text(const CauseReport& report, const HealthReport& health,
                                     const ui::Terminal& terminal);
/// "schema": "devstack.why.service/1".
[[nodiscard]] Value cause_json(const CauseReport& report, const HealthReport& health);

}  // namespace devstack::cli

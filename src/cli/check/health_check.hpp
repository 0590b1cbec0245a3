// Probes every service of a project once, side by side.
#pragma once

#include <string>
#include <vector>

#include "cli/project/engine_session.hpp"
#include "devstack/base/event.hpp"
#include "devstack/base/task.hpp"
#include "devstack/base/value.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/reconcile/process_choice.hpp"

namespace devstack::cli {

struct HealthRow {
  std::string service, container;
  ServiceState state = ServiceState::kStopped;
  Implementation implementation = Implementation::kDeclared;
  bool passed = false;
  bool exists = false;
  bool optional = false;
  std::string probe;   ///< "http :8080/health"
  std::string result;  ///< "200", "connection refused", "exited (1)"
  Duration took{};
  std::vector<std::string> urls;
  std::string reason{};  ///< why it is not the declared image
};

struct HealthReport {
  std::vector<HealthRow> rows;     ///< by service name
  std::vector<std::string> links;  ///< of the stack, with the ports of now
  Duration took{};

  /// Every service that is not optional passed.
  [[nodiscard]] bool ok() const;
  [[nodiscard]] bool anything_exists() const;
};

/// `services`: empty for all active ones.
[[nodiscard]] Task<HealthReport> check_health(EngineSession& engine, const ProjectOnEngine& project,
                                              const model::Stack& stack,
                                              std::vector<std::string> services);

/// Reasons of fallbacks, as they are now.
void refresh_reasons(HealthReport& report, const reconcile::ProcessChoices& choices);

/// "schema": "devstack.health/1".
[[nodiscard]] Value health_json(const model::Stack& stack, const HealthReport& report);
/// JUnit XML, as CI systems read it: one test case for each service.
[[nodiscard]] std::string health_junit(const model::Stack& stack, const HealthReport& report);

}  // namespace devstack::cli

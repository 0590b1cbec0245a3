// How each service of a stack is doing, from the container list and the state folder. Pure.
#pragma once

#include <string>
#include <vector>

#include "devstack/base/event.hpp"
#include "devstack/engine/types.hpp"
#include "devstack/host/state_store.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/reconcile/process_choice.hpp"

namespace devstack::cli {

struct ServiceStatus {
  std::string service, container;
  ServiceState state = ServiceState::kWaiting;  ///< for the glyph
  Implementation implementation = Implementation::kDeclared;
  std::string reason;               ///< why it is not the declared image
  std::string implementation_text;  ///< "postgres:15", "mock", "stand-in lab/postgres:15"
  std::string state_text;           ///< running, exited (1), not created
  std::string health_text;          ///< ready, starting, unhealthy, done, -
  std::string uptime;               ///< "2 minutes"; empty when it does not run
  std::vector<std::string> urls;
};

/// One row for each container, and one for each active service without any; in the stack's order of
/// names, orphans last.
[[nodiscard]] std::vector<ServiceStatus> service_statuses(
    const model::Stack& stack, const std::vector<engine::ContainerSummary>& containers,
    const host::StateStore::Record& readiness, const reconcile::ProcessChoices& choices = {});

/// "healthy" of "Up 2 minutes (healthy)"; empty without a health check.
[[nodiscard]] std::string health_of(const std::string& status);
/// "2 minutes" of "Up 2 minutes (healthy)"; empty when not up.
[[nodiscard]] std::string uptime_of(const std::string& status);
/// 1 of "Exited (1) 2 minutes ago"; 0 for anything else.
[[nodiscard]] int exit_code_of(const std::string& status);

}  // namespace devstack::cli

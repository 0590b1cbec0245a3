// Ports that the plan will bind, looked at before anything is started: all conflicts at once.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "devstack/base/event.hpp"
#include "devstack/base/source.hpp"
#include "devstack/base/task.hpp"
#include "devstack/engine/client.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::cli {

/// The variable that a line of a stack file takes a port from: "DB_PORT" of
/// "${DB_PORT:-5432}:5432". The line may have several; the one whose default is `port` is
/// preferred. Empty: none.
[[nodiscard]] std::string port_variable(const SourceSpan& where, std::uint16_t port);

/// A failure report (DS2101) for each wanted port that is taken, with the command that moves it.
[[nodiscard]] Task<std::vector<FailureReport>> port_conflicts(
    engine::Client& client, std::vector<reconcile::WantedPort> wanted);

}  // namespace devstack::cli

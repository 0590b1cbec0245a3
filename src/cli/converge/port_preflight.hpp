// Ports that the plan will bind, looked at before anything is started: all conflicts at once.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "devstack/base/event.hpp"
#include "devstack/base/task.hpp"
#include "devstack/engine/client.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::cli {

/// How to get out: the variable that moves the port, with the next free one, or the line.
[[nodiscard]] std::string port_way_out(const reconcile::WantedPort& wanted);

/// A failure report (DS2101) for each wanted port that is taken, with the command that moves it.
[[nodiscard]] Task<std::vector<FailureReport>> port_conflicts(
    engine::Client& client, std::vector<reconcile::WantedPort> wanted);

/// Ports that two services of this run want both; the engine would give each to the first.
[[nodiscard]] std::vector<FailureReport> wanted_twice(
    const std::vector<reconcile::WantedPort>& wanted);

}  // namespace devstack::cli

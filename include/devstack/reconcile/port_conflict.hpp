// Host ports that somebody else holds: found before anything is started, or explained after the
// engine has refused a start.
#pragma once

#include <string>
#include <vector>

#include "devstack/base/event.hpp"
#include "devstack/base/task.hpp"
#include "devstack/engine/client.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::reconcile {

/// Who holds a host port: "container shop-db-1 of project shop", or "postgres (pid 1234, user
/// postgres)  /usr/lib/postgresql/15/bin/postgres". Empty when nobody is found: the port is free,
/// or its holder cannot be seen from here.
[[nodiscard]] Task<std::string> port_holder(engine::Client& client, WantedPort wanted);

/// DS2101, with who wants the port, who holds it and how to get out of it.
[[nodiscard]] FailureReport port_in_use(const WantedPort& wanted, const std::string& holder);

/// One report for each wanted port that is held. Only for engines on this machine. Nothing is
/// bound: the kernel's socket table and the engine's list are read.
[[nodiscard]] Task<std::vector<FailureReport>> port_conflicts(engine::Client& client,
                                                              std::vector<WantedPort> wanted);

}  // namespace devstack::reconcile

// Address ranges that a network to be made would share with somebody else: found before anything is
// started.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "devstack/base/event.hpp"
#include "devstack/base/task.hpp"
#include "devstack/engine/client.hpp"
#include "devstack/host/routes.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/reconcile/plan.hpp"

namespace devstack::reconcile {

/// True when two ranges ("172.20.0.0/16", IPv4 or IPv6) share an address; false for malformed text.
[[nodiscard]] bool subnets_overlap(const std::string& one, const std::string& other);

/// One report (DS2109) for each network with a fixed subnet that the plan makes and that overlaps
/// with a network of the engine, with another one of the plan, or with a route of the host. Routes
/// of the engine's own bridges and very broad ones (shorter than /8, a VPN's default) do not count.
[[nodiscard]] std::vector<FailureReport> subnet_conflicts(
    const model::Stack& stack, const Plan& plan,
    const std::vector<engine::NetworkDetails>& networks, const std::vector<host::Route>& routes);

/// The same. Asks the engine, and this host when it is the engine's, only where the plan makes a
/// network with a fixed subnet. Throws what the client throws.
[[nodiscard]] Task<std::vector<FailureReport>> find_subnet_conflicts(engine::Client& client,
                                                                     const model::Stack& stack,
                                                                     const Plan& plan);

}  // namespace devstack::reconcile

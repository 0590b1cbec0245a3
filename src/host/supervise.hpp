// What the supervisor does once it is detached.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "devstack/host/supervisor.hpp"

namespace devstack::host {

/// Told once, after the first start: empty when the command runs, else why not.
using FirstStart = std::function<void(const std::optional<std::string>& problem)>;

/// Runs until the command has ended for good and nothing of it is left. Must be the subreaper of
/// its descendants, in a session of its own. A command that cannot be started at all ends it.
void supervise(const Supervised& supervised, const FirstStart& first_start);

}  // namespace devstack::host

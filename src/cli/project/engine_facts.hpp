// What the engine says of itself. To ask takes it ten milliseconds, more than all else that an `up`
// without work asks for, and the answer changes only when the engine is started anew.
#pragma once

#include <string>

#include "devstack/engine/client.hpp"

namespace devstack::cli {

/// As the engine said when it was asked last, if it has not been started since; else it is asked,
/// and the answer kept under `state_home`. Without `warnings` and `system_time`.
[[nodiscard]] Task<engine::EngineInfo> engine_facts(engine::Client& client, std::string state_home);

}  // namespace devstack::cli

// Waiting for a state of the project without looking at it all the time.
#pragma once

#include <functional>

#include "cli/project/engine_session.hpp"

namespace devstack::cli {

/// Calls `look` at once, each time something has happened to a container or a process of the
/// project, and besides every `anyhow`, since engines lose events; until it gives true. A stream of
/// events that ends is asked for again. Throws what `look` throws, and when the engine stays away.
[[nodiscard]] Task<void> look_until(EngineSession& engine, const model::Stack& stack,
                                    const host::StateStore& state, Duration anyhow,
                                    std::function<Task<bool>()> look);

}  // namespace devstack::cli

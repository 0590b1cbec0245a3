// Waiting for a state of the project without looking at it all the time.
#pragma once

#include <functional>
#include <optional>

#include "cli/project/engine_session.hpp"

namespace devstack::cli {

/// Calls `look` at once, and then each time something has happened to a container or a process of
/// the project, until it gives true; besides every `anyhow`, where that is given. Nothing that
/// happens between is missed. Throws what `look` and the engine's events throw.
[[nodiscard]] Task<void> look_until(EngineSession& engine, const model::Stack& stack,
                                    const host::StateStore& state, std::optional<Duration> anyhow,
                                    std::function<Task<bool>()> look);

}  // namespace devstack::cli

// Notices that a container has ended while somebody waits for it to become ready.
#pragma once

#include <optional>

#include "probe/attempt.hpp"

namespace devstack::probe {

/// Restarts by the engine's restart policy during one wait that count as a crash loop. With the
/// engine's growing pauses (100 ms, doubled each time) that is about 13 s of crashing.
inline constexpr int kCrashLoopRestarts = 8;

/// Resumes when the container has ended for good, keeps restarting, or is gone (then empty).
/// After a restart by the engine `target` gets the new start and address.
[[nodiscard]] Task<std::optional<engine::ContainerDetails>> watch_exit(ProbeContext context,
                                                                       Target& target);

}  // namespace devstack::probe

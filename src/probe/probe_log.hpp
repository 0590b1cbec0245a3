// Log probes wait on a stream instead of asking again and again.
#pragma once

#include "probe/attempt.hpp"
#include "probe/log_matcher.hpp"

namespace devstack::probe {

[[nodiscard]] Finding finding_of(const LogMatcher& matcher);

/// Feeds the log from the container's start on, until the log ends; `changed` is set at a match.
/// Whoever waits on `changed` is resumed inside the log stream and must not destroy this task
/// before it has gone through the loop once.
[[nodiscard]] Task<void> follow_log(ProbeContext context, const Target& target, LogMatcher& matcher,
                                    Event& changed);

}  // namespace devstack::probe

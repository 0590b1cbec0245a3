// A pure state machine of one number: the next pause.
#include "host/restart_policy.hpp"

#include <algorithm>
#include <utility>

namespace devstack::host {

std::optional<Duration> RestartPolicy::after_end(int exit_code, Duration ran) {
  const bool again =
      rule_ == RestartRule::kAlways || (rule_ == RestartRule::kOnFailure && exit_code != 0);
  if (!again) return std::nullopt;
  if (ran >= kStable) next_ = kFirst;
  return std::exchange(next_, std::min(next_ * 2, kLongest));
}

}  // namespace devstack::host

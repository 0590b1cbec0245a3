// When a process that has ended is started again. Pure.
#pragma once

#include <optional>

#include "devstack/base/clock.hpp"
#include "devstack/host/supervisor.hpp"

namespace devstack::host {

/// Pauses double from half a second to half a minute; a run of half a minute makes the next pause
/// short again.
class RestartPolicy {
 public:
  explicit RestartPolicy(RestartRule rule) : rule_(rule) {}

  /// The pause before the next start; empty: it stays ended.
  [[nodiscard]] std::optional<Duration> after_end(int exit_code, Duration ran);

 private:
  RestartRule rule_;
  Duration next_ = kFirst;

  static constexpr Duration kFirst{500};
  static constexpr Duration kLongest{30'000};
  static constexpr Duration kStable{30'000};
};

}  // namespace devstack::host

// Decides when an exec probe may run: execs cost the engine a process each, and one that hangs
// cannot be killed through the API.
#pragma once

#include <cstdint>
#include <optional>

#include "devstack/base/clock.hpp"

namespace devstack::probe {

/// For one wait. `now` is always the same clock's.
class ExecPacer {
 public:
  explicit ExecPacer(SteadyTime began) : began_(began), last_exec_(began) {}

  /// While the port refuses, an exec runs only now and then: a service may never listen there.
  [[nodiscard]] bool may_run_despite_closed_port(SteadyTime now) const {
    return now - last_exec_ >= kDespiteClosedPort;
  }
  /// Servers run a private instance while they initialise (PostgreSQL's image does), which answers
  /// an exec but not the port. So an exec that passes beside a closed port counts only late.
  [[nodiscard]] bool passes_despite_closed_port(SteadyTime now) const {
    return now - began_ >= kTrustDespiteClosedPort;
  }
  /// After a hang the next exec waits, longer each time, so that hung ones do not pile up.
  [[nodiscard]] bool must_rest(SteadyTime now) const { return rest_until_ && now < *rest_until_; }

  void ran(SteadyTime now) {
    last_exec_ = now;
    hangs_ = 0;
    rest_until_.reset();
  }
  void hung(SteadyTime now, Duration timeout) {
    last_exec_ = now;
    ++hangs_;
    rest_until_ = now + timeout * hangs_;
  }

  static constexpr Duration kDespiteClosedPort{1'000};
  static constexpr Duration kTrustDespiteClosedPort{10'000};

 private:
  SteadyTime began_;
  SteadyTime last_exec_;
  std::optional<SteadyTime> rest_until_;
  int hangs_ = 0;
};

}  // namespace devstack::probe

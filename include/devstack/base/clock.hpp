// Time as a collaborator, so that everything that waits can be tested in virtual time.
#pragma once

#include <chrono>

#include "devstack/base/task.hpp"

namespace devstack {

using Duration = std::chrono::milliseconds;
using SteadyTime = std::chrono::steady_clock::time_point;
using SystemTime = std::chrono::system_clock::time_point;

/// One of the four interfaces with a real and a fake implementation. Real: io::Loop's clock;
/// fake: tests/fakes/fake_clock.hpp. Loop thread only.
class Clock {
 public:
  virtual ~Clock() = default;
  /// For durations and deadlines: never jumps.
  [[nodiscard]] virtual SteadyTime now() const = 0;
  /// For what people read and for comparing with other machines' clocks.
  [[nodiscard]] virtual SystemTime system_now() const = 0;
  /// Resumes after `duration`; destroying the task cancels the timer.
  [[nodiscard]] virtual Task<void> sleep(Duration duration) = 0;
};

}  // namespace devstack

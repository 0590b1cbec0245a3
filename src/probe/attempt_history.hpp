// What the tries of one wait found: the last few that differ, for progress and for the report of a
// failure.
#pragma once

#include <cstddef>
#include <vector>

#include "devstack/probe/prober.hpp"
#include "probe/attempt.hpp"

namespace devstack::probe {

class AttemptHistory {
 public:
  explicit AttemptHistory(ProgressSink progress) : progress_(std::move(progress)) {}

  /// `at`: since the wait began. Tells the sink when the result is new, else every 250 ms.
  void add(Duration at, const Finding& finding);

  [[nodiscard]] std::size_t tries() const { return tries_; }
  /// Oldest first; equal neighbours are folded into the later one.
  [[nodiscard]] const std::vector<Attempt>& last() const { return last_; }

 private:
  ProgressSink progress_;
  std::vector<Attempt> last_;
  std::size_t tries_ = 0;
  Duration told_at_{};
};

}  // namespace devstack::probe

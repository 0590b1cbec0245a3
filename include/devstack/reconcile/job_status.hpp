// How the jobs of a stack stand: when each ran last, and why it would run again. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "devstack/base/clock.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::reconcile {

struct JobStatus {
  enum class State { kCurrent, kDue, kRunning, kSkipped };
  std::string service;
  std::string mode;  ///< once, on-change or always; "-" for a job only because others wait for it
  bool optional = false;
  State state = State::kDue;
  std::string cause;  ///< of kDue and kSkipped
  /// Of its last run, as far as its container is still there.
  std::optional<engine::Timestamp> finished;
  std::optional<Duration> took;
  std::optional<int> exit_code;
};

/// Jobs of the active services, by name. `stack` is as it runs (ImplementedStack): a job whose
/// database is a mock is skipped.
[[nodiscard]] std::vector<JobStatus> job_statuses(const model::Stack& stack,
                                                  const Observed& observed);

}  // namespace devstack::reconcile

// Runs a plan: takes steps whose predecessors are done, starts them within limits, waits for one
// completion, marks, goes on. It decides nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "devstack/base/clock.hpp"
#include "devstack/base/error.hpp"
#include "devstack/base/event.hpp"
#include "devstack/base/task.hpp"
#include "devstack/reconcile/plan.hpp"

namespace devstack::reconcile {

struct StepDone {};
struct StepFailed {
  FailureReport report;
  ExitCode exit_code = ExitCode::kFailed;
};
using StepResult = std::variant<StepDone, StepFailed>;

/// Does one step. One of the four interfaces with a real and a fake implementation.
class StepRunner {
 public:
  virtual ~StepRunner() = default;
  [[nodiscard]] virtual Task<StepResult> run(const Step& step) = 0;
  /// Called now and then while steps run: the time to write down what was found out.
  virtual void keep_books() {}
};

/// How many steps of a kind run at once. Creating takes the engine processor time and hardly any
/// waiting: more at once than it has processors are not done sooner, but the first of them, which
/// is needed first, is done later. Stopping is mostly waiting for a grace period.
struct Limits {
  std::size_t pulls = 8;
  std::size_t creates = 2;
  std::size_t controls = 16;  ///< start, remove, rename …
  std::size_t stops = 256;
};

/// For an engine with so many processors; 0: not known.
[[nodiscard]] Limits limits_for(std::int64_t processors);

enum class OnFailure {
  kFinishIndependent,  ///< branches that do not depend on the failure go on
  kStop,               ///< start nothing more; wait for what runs
};

enum class StepState { kPending, kRunning, kDone, kFailed, kSkipped };

struct Report {
  struct Entry {
    StepState state = StepState::kPending;
    std::optional<StepFailed> failure;
    std::optional<StepId> because;  ///< of kSkipped: the step that failed
    Duration began{}, ended{};      ///< since the run began
    bool optional = false;          ///< of the step: that it failed or was skipped fails nothing
  };
  std::vector<Entry> steps;  ///< parallel to Plan::steps
  Duration took{};
  [[nodiscard]] bool ok() const;
};

/// Throws what the runner throws (engine gone, interrupted); then the rest is cancelled.
[[nodiscard]] Task<Report> execute(const Plan& plan, StepRunner& runner, Clock& clock,
                                   Limits limits, OnFailure on_failure);

}  // namespace devstack::reconcile

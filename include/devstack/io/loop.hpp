// The one event loop of the process (Boost.Asio behind it). Everything waits here.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <utility>

#include "devstack/base/clock.hpp"
#include "devstack/base/task.hpp"

namespace devstack::io {

/// Owns the loop; also the real Clock. One per process, made by main; one thread.
class Loop final : public Clock {
 public:
  Loop();
  ~Loop() override;
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Runs the loop until the task is done and gives its result, or rethrows.
  template <class T>
  T run(Task<T> task) {
    task.start();
    while (!task.done()) run_one();
    return task.take();
  }

  [[nodiscard]] SteadyTime now() const override;
  [[nodiscard]] SystemTime system_now() const override;
  [[nodiscard]] Task<void> sleep(Duration duration) override;

  /// Resumes with the number of the next signal of these. While a task waits here, and from the
  /// first such wait on, the signals no longer end the process.
  [[nodiscard]] Task<int> next_signal(std::initializer_list<int> signals);

  /// Resumes when the descriptor can be read (a pidfd: when the process has ended).
  [[nodiscard]] Task<void> readable(int file_descriptor);

  /// Runs `work` on a worker thread and resumes on the loop when it is done; rethrows what it
  /// threw. For tar packing and hashing of big trees. A cancelled task waits for the thread.
  [[nodiscard]] Task<void> in_background(std::function<void()> work);

  struct Impl;
  /// For io's own files only.
  [[nodiscard]] Impl& impl() { return *impl_; }

 private:
  void run_one();
  std::unique_ptr<Impl> impl_;
};

/// Runs `task`, but not beyond `limit`: then it is cancelled and the result is empty.
template <class T>
Task<std::optional<T>> with_deadline(Clock& clock, Duration limit, Task<T> task) {
  enum class Who { kTask, kTimer };
  struct Outcome {
    std::optional<T> value;
  };
  struct Steps {
    static Task<Outcome> work(Task<T> inner) {
      Outcome outcome;
      outcome.value.emplace(co_await inner);
      co_return outcome;
    }
    static Task<Outcome> timer(Clock& clock, Duration limit) {
      co_await clock.sleep(limit);
      co_return Outcome{};
    }
  };
  TaskSet<Who, Outcome> both;
  both.add(Who::kTimer, Steps::timer(clock, limit));
  both.add(Who::kTask, Steps::work(std::move(task)));
  auto first = co_await both.next();
  Outcome outcome = first.task.take();
  co_return std::move(outcome.value);
}

}  // namespace devstack::io

// Clock in virtual time: nothing waits, timers fire in order when the test moves the time.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>

#include "devstack/base/clock.hpp"

namespace devstack::fakes {

class FakeClock final : public Clock {
 public:
  /// What `run_until_*` allow at most: a test that never ends fails instead of hanging.
  static constexpr Duration kCap = std::chrono::hours{24};

  /// An arbitrary start, far enough from zero for deadlines in the past.
  [[nodiscard]] SteadyTime now() const override {
    return SteadyTime{std::chrono::hours{1000}} + passed_;
  }
  /// Starts at 2026-01-01T00:00:00Z.
  [[nodiscard]] SystemTime system_now() const override {
    return std::chrono::sys_days{std::chrono::year{2026} / 1 / 1} + passed_;
  }

  [[nodiscard]] Task<void> sleep(Duration duration) override {
    Timer timer(*this, now() + duration);
    co_await timer.event;
  }

  /// Timers that wait.
  [[nodiscard]] std::size_t pending() const { return timers_.size(); }
  /// Virtual time since the clock was made.
  [[nodiscard]] Duration passed() const { return passed_; }

  /// Moves the time by `duration`, firing what falls due, in order and each at its own time; timers
  /// that are set meanwhile included.
  void advance(Duration duration) { advance_to(now() + duration); }

  /// Moves the time by `duration` at once: the process was stopped. What fell due fires late.
  void jump(Duration duration) { passed_ += duration; }

  /// Moves from timer to timer until none is left. False: the cap was reached first.
  [[nodiscard]] bool run_until_idle(Duration cap = kCap) {
    return run([this] { return timers_.empty(); }, now() + cap);
  }

  /// Moves from timer to timer until the task is done; starts nothing. False: no timer is left or
  /// the cap was reached, and the task still waits.
  template <class T>
  [[nodiscard]] bool run_until_done(const Task<T>& task, Duration cap = kCap) {
    return run([&task] { return task.done(); }, now() + cap);
  }

 private:
  struct Timer;
  using Timers = std::multimap<SteadyTime, Timer*>;

  struct Timer {
    Timer(FakeClock& clock, SteadyTime due)
        : timers(clock.timers_), place(timers.emplace(due, this)) {}
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;
    ~Timer() {
      if (place != timers.end()) timers.erase(place);
    }

    Timers& timers;
    Timers::iterator place;  ///< end() once it has fired
    Event event;
  };

  void advance_to(SteadyTime target) {
    while (!timers_.empty() && timers_.begin()->first <= target) fire_next();
    passed_ += std::chrono::duration_cast<Duration>(target - now());
  }

  void fire_next() {
    const auto [due, timer] = *timers_.begin();
    timers_.erase(timers_.begin());
    timer->place = timers_.end();
    // A sleep of zero or less is due now: the time never runs backwards.
    if (due > now()) passed_ += std::chrono::duration_cast<Duration>(due - now());
    timer->event.set();
  }

  template <class Finished>
  bool run(const Finished& finished, SteadyTime limit) {
    while (!finished()) {
      if (timers_.empty() || timers_.begin()->first > limit) return false;
      fire_next();
    }
    return true;
  }

  Timers timers_;
  Duration passed_{0};
};

}  // namespace devstack::fakes

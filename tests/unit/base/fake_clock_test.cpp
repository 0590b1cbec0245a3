// The fake clock itself: every test in virtual time relies on its order.
#include "fakes/fake_clock.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace devstack::fakes {
namespace {

using std::chrono::milliseconds;
using Log = std::vector<std::string>;

Task<void> note_after(FakeClock& clock, milliseconds delay, Log& log) {
  co_await clock.sleep(delay);
  log.push_back(std::to_string(delay.count()) + "@" + std::to_string(clock.passed().count()));
}

Task<void> tick(FakeClock& clock, int& ticks) {
  for (;;) {
    co_await clock.sleep(milliseconds{10});
    ++ticks;
  }
}

TEST(FakeClock, FiresInOrderAtTheRightTime) {
  FakeClock clock;
  Log log;
  auto late = note_after(clock, milliseconds{30}, log);
  auto early = note_after(clock, milliseconds{10}, log);
  late.start();
  early.start();
  clock.advance(milliseconds{9});
  EXPECT_TRUE(log.empty());
  clock.advance(milliseconds{100});
  EXPECT_EQ(log, (Log{"10@10", "30@30"}));
  EXPECT_EQ(clock.passed(), milliseconds{109});
}

TEST(FakeClock, FiresTimersThatAreSetMeanwhile) {
  FakeClock clock;
  int ticks = 0;
  auto task = tick(clock, ticks);
  task.start();
  clock.advance(milliseconds{105});
  EXPECT_EQ(ticks, 10);
}

TEST(FakeClock, BothClocksMove) {
  FakeClock clock;
  const auto steady = clock.now();
  const auto system = clock.system_now();
  clock.advance(milliseconds{1500});
  EXPECT_EQ(clock.now() - steady, milliseconds{1500});
  EXPECT_EQ(clock.system_now() - system, milliseconds{1500});
}

TEST(FakeClock, DestroyingTheSleeperCancelsTheTimer) {
  FakeClock clock;
  Log log;
  auto task = note_after(clock, milliseconds{10}, log);
  task.start();
  EXPECT_EQ(clock.pending(), 1U);
  task.reset();
  EXPECT_EQ(clock.pending(), 0U);
}

TEST(FakeClock, RunsUntilATaskIsDone) {
  FakeClock clock;
  Log log;
  int ticks = 0;
  auto ticking = tick(clock, ticks);
  auto task = note_after(clock, milliseconds{35}, log);
  ticking.start();
  task.start();
  EXPECT_TRUE(clock.run_until_done(task));
  EXPECT_EQ(clock.passed(), milliseconds{35});
  EXPECT_EQ(ticks, 3);
}

TEST(FakeClock, TheCapEndsARunThatWouldNotEnd) {
  FakeClock clock;
  int ticks = 0;
  auto task = tick(clock, ticks);
  task.start();
  EXPECT_FALSE(clock.run_until_done(task, milliseconds{50}));
  EXPECT_FALSE(clock.run_until_idle(milliseconds{50}));
  EXPECT_EQ(ticks, 10);
}

Task<void> wait_for(Event& event) { co_await event; }

TEST(FakeClock, ATaskThatNoTimerWakesIsNotDone) {
  FakeClock clock;
  Event event;
  auto task = wait_for(event);
  task.start();
  EXPECT_FALSE(clock.run_until_done(task));
  EXPECT_TRUE(clock.run_until_idle());
}

TEST(FakeClock, SleepOfZeroOrLessDoesNotTurnTimeBack) {
  FakeClock clock;
  Log log;
  auto task = note_after(clock, milliseconds{-5}, log);
  task.start();
  EXPECT_FALSE(task.done());
  clock.advance(milliseconds{0});
  EXPECT_TRUE(task.done());
  EXPECT_EQ(log, Log{"-5@0"});
}

}  // namespace
}  // namespace devstack::fakes

#include "devstack/io/loop.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <string>
#include <thread>

#include "devstack/base/error.hpp"

namespace devstack::io {
namespace {

using std::chrono_literals::operator""ms;

Task<void> note_after(Loop& loop, Duration wait, std::string name, std::string& order) {
  co_await loop.sleep(wait);
  order += name;
}

TEST(Loop, SleepersWakeInTheOrderOfTheirTimes) {
  Loop loop;
  std::string order;
  TaskSet<int, void> sleepers;
  sleepers.add(0, note_after(loop, 20ms, "c", order));
  sleepers.add(1, note_after(loop, 1ms, "a", order));
  sleepers.add(2, note_after(loop, 10ms, "b", order));
  while (!sleepers.empty()) loop.run(sleepers.next());
  EXPECT_EQ(order, "abc");
}

TEST(Loop, ADestroyedSleeperNeverWakes) {
  Loop loop;
  std::string order;
  {
    auto task = note_after(loop, 1ms, "x", order);
    task.start();
  }
  loop.run(loop.sleep(10ms));
  EXPECT_EQ(order, "");
}

Task<int> fail() {
  throw std::runtime_error("as told");
  co_return 0;
}

TEST(Loop, RunRethrows) {
  Loop loop;
  EXPECT_THROW(loop.run(fail()), std::runtime_error);
}

TEST(Loop, TellsSignals) {
  Loop loop;
  {
    auto first = loop.next_signal({SIGUSR1, SIGUSR2});  // from here on they end no process
    first.start();
  }
  ::raise(SIGUSR2);
  EXPECT_EQ(loop.run(loop.next_signal({SIGUSR1, SIGUSR2})), SIGUSR2);
}

TEST(Loop, AWaitForSignalsThatIsGivenUpSwallowsNone) {
  Loop loop;
  {
    auto given_up = loop.next_signal({SIGUSR1});
    given_up.start();
  }
  loop.run(loop.sleep(1ms));
  ::raise(SIGUSR1);
  EXPECT_EQ(loop.run(loop.next_signal({SIGUSR1})), SIGUSR1);
}

TEST(Loop, WaitsForADescriptorAndLeavesItOpen) {
  Loop loop;
  std::array<int, 2> pipe{};
  ASSERT_EQ(::pipe(pipe.data()), 0);
  auto readable = loop.readable(pipe[0]);
  readable.start();
  loop.run(loop.sleep(1ms));
  EXPECT_FALSE(readable.done());
  ASSERT_EQ(::write(pipe[1], "x", 1), 1);
  while (!readable.done()) loop.run(loop.sleep(1ms));
  char byte = 0;
  EXPECT_EQ(::read(pipe[0], &byte, 1), 1);
  ::close(pipe[0]);
  ::close(pipe[1]);
}

TEST(Loop, WorksInTheBackground) {
  Loop loop;
  std::thread::id worker;
  loop.run(loop.in_background([&worker] { worker = std::this_thread::get_id(); }));
  EXPECT_NE(worker, std::thread::id());
  EXPECT_NE(worker, std::this_thread::get_id());
}

/// No more descriptors can be opened while this lives.
class NoDescriptors {
 public:
  NoDescriptors() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit none = before_;
    none.rlim_cur = 0;
    ::setrlimit(RLIMIT_NOFILE, &none);
  }
  ~NoDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;

 private:
  rlimit before_{};
};

TEST(Loop, RefusesASignalThatDoesNotExist) {
  Loop loop;
  EXPECT_THROW(loop.run(loop.next_signal({9999})), HostError);
}

/// The refusal of what `work` does, as a user reads it.
template <typename Work>
std::string refusal_of(const Work& work) {
  try {
    work();
  } catch (const HostError& error) {
    return render(error);
  }
  return {};
}

class LoopWithoutDescriptors : public testing::Test {
 protected:
  /// A sanitizer opens a pipe when it meets a type of exception for the first time: it must have
  /// met these while there were descriptors.
  static void SetUpTestSuite() {
    Loop loop;
    EXPECT_NE(refusal_of([&loop] { loop.run(loop.next_signal({9999})); }), "");
  }
};

TEST_F(LoopWithoutDescriptors, SaysWhatToRaise) {
  const NoDescriptors none;
  EXPECT_EQ(refusal_of([] { const Loop loop; }),
            "error[DS4001]: cannot wait for events: Too many open files\n"
            "  hint  raise the limit of open files: ulimit -n 1024\n");
}

TEST_F(LoopWithoutDescriptors, CannotWaitForSignals) {
  Loop loop;
  const NoDescriptors none;
  EXPECT_THROW(loop.run(loop.next_signal({SIGUSR2})), HostError);
}

TEST(Loop, RethrowsWhatBackgroundWorkThrew) {
  Loop loop;
  EXPECT_THROW(loop.run(loop.in_background([] { throw std::runtime_error("as told"); })),
               std::runtime_error);
}

TEST(Loop, ACancelledBackgroundTaskWaitsForItsThread) {
  Loop loop;
  bool done = false;
  {
    auto task = loop.in_background([&done] {
      std::this_thread::sleep_for(5ms);
      done = true;
    });
    task.start();
  }
  EXPECT_TRUE(done);
  loop.run(loop.sleep(1ms));
}

Task<int> answer_after(Loop& loop, Duration wait) {
  co_await loop.sleep(wait);
  co_return 42;
}

TEST(Loop, ADeadlineCutsOffWhatIsLate) {
  Loop loop;
  EXPECT_EQ(loop.run(with_deadline(loop, 5'000ms, answer_after(loop, 1ms))), 42);
  EXPECT_EQ(loop.run(with_deadline(loop, 1ms, answer_after(loop, 5'000ms))), std::nullopt);
}

}  // namespace
}  // namespace devstack::io

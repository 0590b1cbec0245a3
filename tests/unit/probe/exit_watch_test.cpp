// A container that ends while somebody waits for it.
#include "probe/exit_watch.hpp"

#include <gtest/gtest.h>

#include "probe_fixture.hpp"

namespace devstack::probe {
namespace {

class ExitWatch : public ProbeTest {
 protected:
  /// The wait answers at once; `happens` tells what became of the container before it does.
  void at_each_exit(std::function<void()> happens) {
    wait = [happens = std::move(happens)] {
      happens();
      return fakes::Reply{200, R"({"StatusCode":1})"};
    };
  }
  std::size_t waits() { return transport.count("POST /containers/c1/wait"); }
};

TEST_F(ExitWatch, ResumesWithTheEndedContainer) {
  at_each_exit([this] {
    container.status = "exited";
    container.exit_code = 3;
  });
  const auto ended = run(watch_exit(context, target));
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->status, "exited");
  EXPECT_EQ(ended->exit_code, 3);
}

TEST_F(ExitWatch, IsEmptyWhenTheContainerIsGone) {
  at_each_exit([this] { container.exists = false; });
  EXPECT_FALSE(run(watch_exit(context, target)));
}

TEST_F(ExitWatch, SparesServicesThatAreReadyAtOnce) {
  auto watching = watch_exit(context, target);
  watching.start();
  clock.advance(Duration{29});
  EXPECT_EQ(waits(), 0U);
  clock.advance(Duration{1});
  EXPECT_EQ(waits(), 1U);
}

TEST_F(ExitWatch, AsksAgainWhenTheWaitFails) {
  int calls = 0;
  wait = [this, &calls] {
    if (++calls < 3) return fakes::Reply{500, R"({"message":"restarting"})"};
    container.status = "exited";
    return fakes::Reply{200, R"({"StatusCode":1})"};
  };
  EXPECT_TRUE(run(watch_exit(context, target)));
  EXPECT_EQ(waits(), 3U);
}

TEST_F(ExitWatch, FollowsARestartToItsNewStartAndAddress) {
  int exits = 0;
  at_each_exit([this, &exits] {
    ++container.restarts;
    container.finished_at = "2026-01-01T00:01:00Z";
    container.started_at = "2026-01-01T00:01:01Z";
    container.address = "10.0.0.9";
    if (++exits == 2) container.status = "exited";
  });
  const auto before = target.log_begins;
  EXPECT_TRUE(run(watch_exit(context, target)));
  EXPECT_EQ(target.log_begins - before, std::chrono::minutes{1});
  EXPECT_EQ(target.address, "10.0.0.9");
}

TEST_F(ExitWatch, KeepsAnAddressOutOfUse) {
  int exits = 0;
  target.address.clear();
  at_each_exit([this, &exits] {
    ++container.restarts;
    if (++exits == 2) container.status = "exited";
  });
  EXPECT_TRUE(run(watch_exit(context, target)));
  EXPECT_EQ(target.address, "");
}

TEST_F(ExitWatch, CountsRestartsOfThisWaitAsACrashLoop) {
  for (const int earlier : {0, 40}) {
    container.restarts = earlier;
    transport.seen.clear();
    at_each_exit([this] { ++container.restarts; });
    const auto looping = run(watch_exit(context, target));
    ASSERT_TRUE(looping);
    EXPECT_EQ(looping->restart_count, earlier + kCrashLoopRestarts);
    EXPECT_EQ(waits(), std::size_t{kCrashLoopRestarts});
  }
}

TEST_F(ExitWatch, WaitsThroughTheEnginesPauseBeforeARestart) {
  int calls = 0;
  wait = [this, &calls] {
    container.status = ++calls == 1 ? "restarting" : "exited";
    return fakes::Reply{200, R"({"StatusCode":1})"};
  };
  const auto ended = run(watch_exit(context, target));
  ASSERT_TRUE(ended);
  EXPECT_EQ(ended->status, "exited");
  EXPECT_EQ(waits(), 2U);
}

}  // namespace
}  // namespace devstack::probe

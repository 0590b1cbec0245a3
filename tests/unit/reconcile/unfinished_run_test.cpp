#include "devstack/reconcile/unfinished_run.hpp"

#include <gtest/gtest.h>

#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

constexpr char kContainers[] = "GET /containers/json";
constexpr char kNetworks[] = "GET /networks";

/// Nothing else waits here, so a sleep is over at once.
class SkippingClock final : public Clock {
 public:
  [[nodiscard]] SteadyTime now() const override { return SteadyTime{} + passed_; }
  [[nodiscard]] SystemTime system_now() const override { return SystemTime{} + passed_; }
  [[nodiscard]] Task<void> sleep(Duration duration) override {
    passed_ += duration;
    co_return;
  }
  [[nodiscard]] Duration passed() const { return passed_; }

 private:
  Duration passed_{0};
};

class UnfinishedRun : public RunnerFixture {
 protected:
  static Task<Duration> settle(engine::Client& client, std::vector<std::string> stopping) {
    SkippingClock clock;
    co_await wait_until_settled(client, clock, "shop", std::move(stopping));
    co_return clock.passed();
  }
};

TEST_F(UnfinishedRun, IsKnownUntilARunEnds) {
  EXPECT_EQ(cut_off_run(store_), "");
  note_run(store_, "up");
  EXPECT_EQ(cut_off_run(store_), "up");
  EXPECT_TRUE(cut_off_stops(store_).empty());
  note_run(store_, "down", {"a", "b"});
  EXPECT_EQ(cut_off_stops(store_), (std::vector<std::string>{"a", "b"}));
  forget_run(store_);
  EXPECT_EQ(cut_off_run(store_), "");
}

TEST_F(UnfinishedRun, EachContainerThatAppearsStartsTheQuietTimeAnew) {
  on(kNetworks, 200, "[]");
  on(kContainers, 200, "[]");
  for (int look = 0; look < 4; ++look) on(kContainers, 200, "[]");
  on(kContainers, 200, R"([{"Id":"late","Names":["/late"],"State":"created","Labels":{}}])");
  // Seen at the fifth look after the first one; three quiet seconds after that.
  EXPECT_EQ(run(settle(client_, {})), Duration{5 * 200 + 3'000});
}

TEST_F(UnfinishedRun, AStopThatMayBeUnderWayIsWaitedFor) {
  const auto container = [](const std::string& state) {
    return R"([{"Id":"db","Names":["/db"],"State":")" + state + R"(","Labels":{}}])";
  };
  on(kNetworks, 200, "[]");
  for (int look = 0; look < 31; ++look) on(kContainers, 200, container("running"));
  on(kContainers, 200, container("exited"));
  EXPECT_EQ(run(settle(client_, {"db"})), Duration{31 * 200 + 3'000});
}

TEST_F(UnfinishedRun, AStopThatWasNeverAskedForIsNotWaitedForForEver) {
  on(kNetworks, 200, "[]");
  on(kContainers, 200, R"([{"Id":"db","Names":["/db"],"State":"running","Labels":{}}])");
  EXPECT_EQ(run(settle(client_, {"db"})), Duration{13'000});
  EXPECT_EQ(run(settle(client_, {"another"})), Duration{3'000});
}

}  // namespace
}  // namespace devstack::reconcile

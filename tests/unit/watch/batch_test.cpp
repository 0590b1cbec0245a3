// Batches of changes, in virtual time.
#include "devstack/watch/batch.hpp"

#include <gmock/gmock.h>

#include <deque>

#include "fakes/fake_clock.hpp"

namespace devstack::watch {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

/// Gives each path after its pause; then nothing more.
class Changes {
 public:
  Changes(Clock& clock, std::deque<std::pair<Duration, std::string>> script)
      : clock_(clock), script_(std::move(script)) {}

  Task<io::ChangedPaths> next() {
    if (script_.empty()) {
      Event never;
      co_await never;
    }
    const auto [pause, path] = script_.front();
    if (!due_) due_ = clock_.now() + pause;
    co_await clock_.sleep(std::chrono::duration_cast<Duration>(*due_ - clock_.now()));
    due_.reset();
    script_.pop_front();
    io::ChangedPaths changed{path};
    co_return changed;
  }

 private:
  Clock& clock_;
  std::deque<std::pair<Duration, std::string>> script_;
  std::optional<SteadyTime> due_;
};

struct Fixture {
  explicit Fixture(std::deque<std::pair<Duration, std::string>> script)
      : changes(clock, std::move(script)) {}

  std::vector<std::string> batch() {
    auto task = next_batch(clock, Patience{Duration{100}, Duration{1000}},
                           [this] { return changes.next(); });
    task.start();
    EXPECT_TRUE(clock.run_until_done(task));
    const auto paths = task.take();
    return {paths.begin(), paths.end()};
  }

  fakes::FakeClock clock;
  Changes changes;
};

TEST(Batch, ChangesCloseTogetherAreOne) {
  Fixture fixture({{Duration{50}, "/b"}, {Duration{60}, "/a"}, {Duration{60}, "/a"}});
  EXPECT_THAT(fixture.batch(), ElementsAre("/a", "/b"));
  EXPECT_EQ(fixture.clock.passed(), Duration{50 + 60 + 60 + 100});
}

TEST(Batch, AfterAPauseTheNextBegins) {
  Fixture fixture({{Duration{0}, "/a"}, {Duration{150}, "/b"}});
  EXPECT_THAT(fixture.batch(), ElementsAre("/a"));
  EXPECT_EQ(fixture.clock.passed(), Duration{100});
  EXPECT_THAT(fixture.batch(), ElementsAre("/b"));
}

TEST(Batch, WhatNeverPausesIsHandedOverAllTheSame) {
  std::deque<std::pair<Duration, std::string>> script;
  for (int i = 0; i < 100; ++i) script.emplace_back(Duration{30}, "/" + std::to_string(i));
  Fixture fixture(std::move(script));
  EXPECT_THAT(fixture.batch(), SizeIs(34));
  EXPECT_EQ(fixture.clock.passed(), Duration{30 + 1000});
  EXPECT_THAT(fixture.batch(), SizeIs(34));
}

}  // namespace
}  // namespace devstack::watch

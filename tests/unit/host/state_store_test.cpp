#include "devstack/host/state_store.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include "devstack/base/error.hpp"
#include "fakes/fake_clock.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::host {
namespace {

using testing::HasSubstr;

ProjectLock locked(StateStore& store, fakes::FakeClock& clock, Duration patience = Duration{0}) {
  auto task = store.lock(clock, patience);
  task.start();
  EXPECT_TRUE(clock.run_until_done(task) || task.done());
  return task.take();
}

TEST(StateStore, StateHomeFollowsXdg) {
  EXPECT_EQ(state_home({{"XDG_STATE_HOME", "/state"}, {"HOME", "/home/u"}}), "/state");
  EXPECT_EQ(state_home({{"XDG_STATE_HOME", "relative"}, {"HOME", "/home/u"}}),
            "/home/u/.local/state");
  EXPECT_THROW(static_cast<void>(state_home({})), HostError);
}

TEST(StateStore, ProjectsAndEnginesAreApartAndNamesCannotEscape) {
  EXPECT_EQ(StateStore("/s", "E:1", "p").directory(), "/s/devstack/E:1/p");
  EXPECT_EQ(StateStore("/s", "../x", "").directory(), "/s/devstack/_.._x/unknown");
}

TEST(StateStore, RecordsComeBack) {
  const fakes::TemporaryFolder home;
  StateStore store(home.path().string(), "engine", "project");
  EXPECT_TRUE(store.read("jobs").empty());
  store.write("jobs", {{"seed", "abc"}});
  EXPECT_EQ(StateStore(home.path().string(), "engine", "project").read("jobs"),
            (StateStore::Record{{"seed", "abc"}}));
  EXPECT_TRUE(store.read("readiness").empty());
}

TEST(StateStore, ARecordThatNeedNotSurvivePowerLossComesBackToo) {
  const fakes::TemporaryFolder home;
  StateStore store(home.path().string(), "engine", "project");
  store.write("readiness", {{"c1", "then"}}, Survives::kProcess);
  store.write("readiness", {{"c1", "now"}}, Survives::kProcess);
  EXPECT_EQ(store.read("readiness"), (StateStore::Record{{"c1", "now"}}));
}

TEST(StateStore, ADamagedRecordReadsAsAbsent) {
  const fakes::TemporaryFolder home;
  StateStore store(home.path().string(), "engine", "project");
  store.write("jobs", {{"seed", "abc"}});
  home.file("devstack/engine/project/jobs", "half a rec");
  EXPECT_TRUE(store.read("jobs").empty());
}

TEST(StateStore, TheSecondLockWaitsAndThenNamesTheHolder) {
  const fakes::TemporaryFolder home;
  fakes::FakeClock clock;
  StateStore store(home.path().string(), "engine", "project");
  const ProjectLock first = locked(store, clock);
  try {
    const ProjectLock second = locked(store, clock, Duration{5'000});
    FAIL() << "two processes hold the lock";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "DS2105");
    EXPECT_EQ(error.exit_code(), ExitCode::kConflict);
    EXPECT_THAT(error.what(), HasSubstr("pid " + std::to_string(::getpid())));
    EXPECT_THAT(error.what(), HasSubstr("host_tests"));
  }
  EXPECT_GE(clock.passed(), Duration{5'000});
}

TEST(StateStore, TheLockIsFreeAgainAndItsFileStays) {
  const fakes::TemporaryFolder home;
  fakes::FakeClock clock;
  StateStore store(home.path().string(), "engine", "project");
  { const ProjectLock lock = locked(store, clock); }
  EXPECT_TRUE(std::filesystem::exists(store.directory() + "/lock"));
  const ProjectLock again = locked(store, clock);
}

TEST(StateStore, AWaiterGetsTheLockWhenItIsFreed) {
  const fakes::TemporaryFolder home;
  fakes::FakeClock clock;
  StateStore store(home.path().string(), "engine", "project");
  std::optional<ProjectLock> first = locked(store, clock);
  auto waiter = store.lock(clock, Duration{60'000});
  waiter.start();
  clock.advance(Duration{1'000});
  EXPECT_FALSE(waiter.done());
  first.reset();
  clock.advance(Duration{1'000});
  ASSERT_TRUE(waiter.done());
  const ProjectLock second = waiter.take();
}

}  // namespace
}  // namespace devstack::host

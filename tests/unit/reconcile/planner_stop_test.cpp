// Plans that end containers and keep everything else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

World shop() {
  World world;
  world.service("db");
  world.job("migrate");
  world.depends("migrate", "db");
  world.service("api");
  world.depends("api", "db");
  world.all_is_up();
  return world;
}

TEST(PlanStop, DependentsFirstAndNothingIsRemoved) {
  const World world = shop();
  EXPECT_EQ(to_string(plan_stop(world.stack, world.observed, {})),
            "[] #1 stop container 109100000000 of api: to be stopped\n"
            "[1] #2 stop container 421000000000 of db: to be stopped\n");
}

TEST(PlanStop, OnlyWhatIsNamed) {
  const World world = shop();
  const StopOptions options{{"db"}, std::chrono::seconds(3)};
  const Plan plan = plan_stop(world.stack, world.observed, options);
  ASSERT_EQ(plan.steps.size(), 1U);
  EXPECT_EQ(std::get<StopContainer>(plan.steps[0].action).service, "db");
  EXPECT_EQ(std::get<StopContainer>(plan.steps[0].action).grace, std::chrono::seconds(3));
}

TEST(PlanStop, InactiveProfilesStopToo) {
  World world = shop();
  world.stack.disabled["api"] = world.stack.services.at("api");
  world.stack.services.erase("api");
  EXPECT_THAT(to_string(plan_stop(world.stack, world.observed, {})), HasSubstr("of api"));
}

TEST(PlanStop, OrphansGoOnAndAreNamed) {
  World world = shop();
  world.container("old");
  world.container("db", 9).one_off = true;
  const Plan plan = plan_stop(world.stack, world.observed, {});
  EXPECT_EQ(plan.steps.size(), 2U);
  EXPECT_THAT(plan.notices, ElementsAre("not in the stack file and still running: shop-old-1"));
}

TEST(PlanRemove, LeavesWhatRuns) {
  const World world = shop();
  EXPECT_EQ(to_string(plan_remove(world.stack, world.observed, {})),
            "[] #1 remove container d97214510000 of migrate: to be removed\n");
}

TEST(PlanRemove, StopsFirstWhereAsked) {
  const World world = shop();
  RemoveOptions options;
  options.running = RemoveOptions::Running::kStop;
  options.services = {"db"};
  EXPECT_EQ(to_string(plan_remove(world.stack, world.observed, options)),
            "[] #1 stop container 421000000000 of db: to be removed\n"
            "[1] #2 remove container 421000000000 of db: to be removed\n");
}

TEST(PlanRemove, AnonymousVolumesOnlyWhereAsked) {
  const World world = shop();
  RemoveOptions options;
  for (const auto volumes :
       {RemoveOptions::AnonymousVolumes::kKeep, RemoveOptions::AnonymousVolumes::kRemove}) {
    options.anonymous_volumes = volumes;
    const Plan plan = plan_remove(world.stack, world.observed, options);
    ASSERT_EQ(plan.steps.size(), 1U);
    EXPECT_EQ(std::get<RemoveContainer>(plan.steps[0].action).anonymous_volumes,
              volumes == RemoveOptions::AnonymousVolumes::kRemove);
  }
}

TEST(PlanRemove, OrphansAndOneOffsStay) {
  World world = shop();
  world.exited("old", 0);
  world.exited("db", 0).one_off = true;
  RemoveOptions options;
  options.services = {"api"};
  EXPECT_THAT(plan_remove(world.stack, world.observed, options).steps, IsEmpty());
  options.services.clear();
  EXPECT_THAT(to_string(plan_remove(world.stack, world.observed, options)),
              Not(HasSubstr("of old")));
}

}  // namespace
}  // namespace devstack::reconcile

// Plans for `run`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

World shop() {
  World world;
  world.volume("data");
  world.service("db");
  world.job("migrate");
  world.depends("migrate", "db");
  world.service("api").container_name = "shop-api-run-1";
  world.mount("api", "data");
  world.depends("api", "db");
  world.depends("api", "migrate", model::Condition::kCompletedSuccessfully);
  world.service("web");
  world.depends("web", "api");
  return world;
}

std::string plan_of(const World& world) {
  const OneOff one_off{std::string(64, 'a')};
  return to_string(plan_one_off(world.stack, world.observed, world.options, "api", one_off));
}

TEST(PlanOneOff, ComesLastAfterAllThatItNeeds) {
  World world = shop();
  world.images_exist();
  const OneOff one_off{std::string(64, 'a')};
  const Plan plan = plan_one_off(world.stack, world.observed, world.options, "api", one_off);
  const auto* create = std::get_if<CreateContainer>(&plan.steps.back().action);
  ASSERT_NE(create, nullptr);
  ASSERT_TRUE(create->one_off);
  EXPECT_EQ(create->one_off->slug, one_off.slug);
  std::string before;
  for (const StepId id : plan.steps.back().after) before += describe(plan.steps[id].action) + "; ";
  EXPECT_THAT(before, HasSubstr("create network default; "));
  EXPECT_THAT(before, HasSubstr("create volume data; "));
  EXPECT_THAT(before, HasSubstr("await ready db-1; "));
  EXPECT_THAT(before, HasSubstr("await job migrate; "));
  EXPECT_THAT(to_string(plan), Not(HasSubstr("web")));
}

TEST(PlanOneOff, ReplicasAreLeftAlone) {
  World world = shop();
  world.all_is_up();
  world.container("api").config_hash = "another";
  const std::string plan = plan_of(world);
  EXPECT_THAT(plan, Not(HasSubstr("api-1")));
  EXPECT_THAT(plan, Not(HasSubstr("stop container")));
  EXPECT_THAT(plan, Not(HasSubstr("remove container")));
}

TEST(PlanOneOff, WithoutDependencies) {
  World world = shop();
  world.resources_exist();
  world.options.dependencies = false;
  EXPECT_THAT(plan_of(world), HasSubstr("[] #1 create one-off container of api"));
}

TEST(PlanOneOff, OrphansGoOnlyWhenAskedFor) {
  World world = shop();
  world.all_is_up();
  world.container("gone");
  EXPECT_THAT(plan_of(world), Not(HasSubstr("remove container")));
  world.options.remove_orphans = true;
  EXPECT_THAT(plan_of(world), HasSubstr("of gone: not in the stack file"));
}

}  // namespace
}  // namespace devstack::reconcile

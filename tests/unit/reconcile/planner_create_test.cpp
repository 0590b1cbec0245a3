// plan_create: the part of `up` that makes things.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

World shop() {
  World world;
  world.service("db");
  world.service("api");
  world.depends("api", "db");
  return world;
}

std::string text(const World& world, const UpOptions& options = {}) {
  return to_string(plan_create(world.stack, world.observed, options));
}

TEST(PlanCreate, NothingIsStartedOrWaitedFor) {
  World world = shop();
  world.images_exist();
  EXPECT_EQ(text(world),
            "[] #1 create network default: the network does not exist (stack.yaml:1)\n"
            "[1] #2 create container db-1: no container exists (stack.yaml:2)\n"
            "[1] #3 create container api-1: no container exists (stack.yaml:5)\n");
}

TEST(PlanCreate, AReplacementIsMadeWhereNothingRunsInItsPlace) {
  World world = shop();
  world.all_is_up();
  UpOptions options;
  options.services = {"db"};
  options.recreate = Recreate::kAlways;
  EXPECT_EQ(text(world, options),
            "[] #1 create container db-1 in place of 421000000000: --force-recreate\n"
            "[1] #2 stop container 421000000000 of db: --force-recreate\n"
            "[2] #3 remove container 421000000000 of db: --force-recreate\n"
            "[3] #4 rename container to db-1: takes the name over\n");
}

TEST(PlanCreate, ByForceOnlyWhatIsNamedNotWhatItRequires) {
  World world = shop();
  world.all_is_up();
  UpOptions options;
  options.services = {"api"};
  options.recreate = Recreate::kAlways;
  const std::string plan = text(world, options);
  EXPECT_THAT(plan, HasSubstr("create container api-1 in place of"));
  EXPECT_THAT(plan, ::testing::Not(HasSubstr("db-1")));
}

TEST(PlanCreate, WhatIsMadeAlreadyStays) {
  World world = shop();
  world.resources_exist();
  world.exited("db", 1);
  world.exited("api", 0);
  EXPECT_TRUE(plan_create(world.stack, world.observed, {}).steps.empty());
}

TEST(PlanCreate, DependentsAreNotRestarted) {
  World world = shop();
  world.stack.services.at("api").depends_on.front().restart = true;
  world.all_is_up();
  world.stack.services.at("db").config_hash = "other";
  const std::string plan = text(world);
  EXPECT_THAT(plan, HasSubstr("stop container 421000000000 of db"));
  EXPECT_THAT(plan, ::testing::Not(HasSubstr("of api")));
}

}  // namespace
}  // namespace devstack::reconcile

// Stops wait for the stops of direct dependents, and for nothing else.
#include "reconcile/stop_steps.hpp"

#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

std::vector<StopTarget> targets(const World& world, StopTarget::Fate fate) {
  std::vector<StopTarget> all;
  for (const ObservedContainer& container : world.observed.containers) {
    all.push_back({&container, {"why", {}}, fate});
  }
  return all;
}

World pair() {
  World world;
  world.service("api");
  world.service("db");
  world.depends("api", "db");
  world.all_is_up();
  return world;
}

std::string text(const World& world, StopTarget::Fate fate = StopTarget::Fate::kStop) {
  Plan plan;
  (void)add_stop_steps(world.stack, targets(world, fate), std::nullopt, plan);
  return to_string(plan);
}

TEST(StopSteps, DependentsFirst) {
  EXPECT_EQ(text(pair()),
            "[] #1 stop container 109100000000 of api: why\n"
            "[1] #2 stop container 421000000000 of db: why\n");
}

TEST(StopSteps, EveryReplicaOfADependentCounts) {
  World world = pair();
  world.container("api", 2);
  EXPECT_EQ(text(world),
            "[] #1 stop container 109100000000 of api: why\n"
            "[] #2 stop container 109200000000 of api: why\n"
            "[1,2] #3 stop container 421000000000 of db: why\n");
}

TEST(StopSteps, WhatDoesNotRunIsOnlyRemoved) {
  World world = pair();
  world.observed.containers.front().state = "exited";
  EXPECT_EQ(text(world, StopTarget::Fate::kRemove),
            "[] #1 remove container 109100000000 of api: why\n"
            "[] #2 stop container 421000000000 of db: why\n"
            "[2] #3 remove container 421000000000 of db: why\n");
}

TEST(StopSteps, RemovalsAreHandedBackById) {
  const World world = pair();
  Plan plan;
  const auto removals = add_stop_steps(world.stack, targets(world, StopTarget::Fate::kRemove),
                                       std::chrono::seconds(3), plan);
  ASSERT_EQ(removals.size(), 2U);
  const StepId removal = removals.at(World::id_of("db"));
  EXPECT_EQ(describe(plan.steps[removal].action), "remove container 421000000000 of db");
  EXPECT_EQ(std::get<StopContainer>(plan.steps[0].action).grace, std::chrono::seconds(3));
}

}  // namespace
}  // namespace devstack::reconcile

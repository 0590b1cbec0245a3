// plan_pull: which images, and why.
#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

World shop() {
  World world;
  world.service("db");
  world.service("api");
  world.depends("api", "db");
  return world;
}

std::string text(const World& world, const PullOptions& options = {}) {
  return to_string(plan_pull(world.stack, world.observed, options));
}

TEST(PlanPull, EachImageOnce) {
  World world = shop();
  world.service("replica").image = "db:1";
  world.images_exist();
  EXPECT_EQ(text(world),
            "[] #1 ensure image of api: to be pulled (stack.yaml:5)\n"
            "[] #2 ensure image of db: to be pulled (stack.yaml:2)\n");
}

TEST(PlanPull, MissingOnes) {
  World world = shop();
  world.images_exist();
  PullOptions options;
  options.which = PullOptions::Which::kMissing;
  EXPECT_EQ(text(world, options), "");
  world.observed.images.erase("db:1");
  EXPECT_EQ(text(world, options),
            "[] #1 ensure image of db: image db:1 is not there (stack.yaml:2)\n");
}

TEST(PlanPull, TheServicesOwnPolicy) {
  World world = shop();
  world.images_exist();
  world.stack.services.at("db").pull_policy = "never";
  world.stack.services.at("api").pull_policy = "missing";
  EXPECT_EQ(text(world), "");
  PullOptions options;
  options.which = PullOptions::Which::kAll;
  EXPECT_EQ(text(world, options), "[] #1 ensure image of api: to be pulled (stack.yaml:5)\n");
}

TEST(PlanPull, WhatIsBuiltIsNotPulled) {
  World world = shop();
  world.stack.services.at("db").build.emplace();
  world.stack.services.at("api").extension.is_mock = true;
  EXPECT_EQ(text(world), "");
}

TEST(PlanPull, TheMockImageComesFromNoRegistry) {
  for (const char* image : {"devstack/mock", "devstack/mock:1"}) {
    World world = shop();
    world.stack.services.at("db").build.emplace();
    world.stack.services.at("api").image = image;
    EXPECT_EQ(text(world), "");
  }
}

TEST(PlanPull, NamedOnesAndWhatTheyRequireWhereAsked) {
  const World world = shop();
  PullOptions options;
  options.services = {"api"};
  EXPECT_EQ(plan_pull(world.stack, world.observed, options).steps.size(), 1U);
  options.dependencies = true;
  EXPECT_EQ(plan_pull(world.stack, world.observed, options).steps.size(), 2U);
}

}  // namespace
}  // namespace devstack::reconcile

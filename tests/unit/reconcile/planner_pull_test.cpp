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

TEST(PlanPull, MissingOnesAndLatest) {
  World world = shop();
  world.stack.services.at("api").image = "api:latest";
  world.images_exist();
  PullOptions options;
  options.policy = "missing";
  EXPECT_EQ(text(world, options),
            "[] #1 ensure image of api: to be pulled (stack.yaml:5)\n"
            "skipped: db (image is already present)\n");
  world.observed.images.erase("db:1");
  options.services = {"db"};
  EXPECT_EQ(text(world, options),
            "[] #1 ensure image of db: image db:1 is not there (stack.yaml:2)\n");
}

TEST(PlanPull, TheServicesOwnPolicy) {
  World world = shop();
  world.images_exist();
  world.stack.services.at("db").pull_policy = "never";
  world.stack.services.at("api").pull_policy = "if_not_present";
  EXPECT_EQ(text(world),
            "skipped: api (image is already present)\n"
            "skipped: db (pull_policy is never)\n");
  PullOptions options;
  options.policy = "always";
  EXPECT_EQ(plan_pull(world.stack, world.observed, options).steps.size(), 2U);
}

TEST(PlanPull, WhatCanBeBuilt) {
  World world = shop();
  world.stack.services.at("db").build.emplace();
  world.stack.services.at("api").build.emplace();
  world.stack.services.at("api").image_is_derived = true;
  EXPECT_EQ(text(world),
            "[] #1 ensure image of db: to be pulled (stack.yaml:2)\n"
            "skipped: api (no image to be pulled)\n");
  PullOptions options;
  options.ignore_buildable = true;
  EXPECT_TRUE(plan_pull(world.stack, world.observed, options).steps.empty());
}

TEST(PlanPull, TheMockImageComesFromNoRegistry) {
  for (const char* image : {"devstack/mock", "devstack/mock:1"}) {
    World world;
    world.service("api").image = image;
    EXPECT_EQ(text(world), "skipped: api (its image comes from no registry)\n");
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

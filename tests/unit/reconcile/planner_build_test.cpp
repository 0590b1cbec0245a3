// plan_build and plan_push: which images, and in which order.
#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

World shop() {
  World world;
  world.service("base").build.emplace();
  model::Service& web = world.service("web");
  web.build.emplace().additional_contexts["base"] = "service:base";
  web.build->tags = {"web:2"};
  web.image_span = web.span;
  world.service("db");
  world.stack.services.at("base").image_is_derived = true;
  world.depends("web", "db");
  return world;
}

std::string build(const World& world, const BuildSelection& selection = {}) {
  return to_string(plan_build(world.stack, selection));
}

TEST(PlanBuild, WhatHasABuildAfterWhatItIsBuiltUpon) {
  EXPECT_EQ(build(shop()),
            "[] #1 build image of base: to be built\n"
            "[1] #2 build image of web: to be built\n");
  BuildSelection web;
  web.services = {"web"};
  EXPECT_EQ(build(shop(), web), build(shop()));
  web.services = {"db"};
  EXPECT_EQ(build(shop(), web), "");
}

TEST(PlanBuild, DependenciesComeAlongWhenAskedFor) {
  World world = shop();
  world.stack.services.at("db").build.emplace();
  BuildSelection selection;
  selection.services = {"web"};
  EXPECT_EQ(plan_build(world.stack, selection).steps.size(), 2U);
  selection.dependencies = true;
  EXPECT_EQ(plan_build(world.stack, selection).steps.size(), 3U);
}

TEST(PlanBuild, ACircleEnds) {
  World world = shop();
  world.stack.services.at("base").build->additional_contexts["web"] = "service:web";
  EXPECT_EQ(plan_build(world.stack, {}).steps.size(), 2U);
}

TEST(PlanBuild, PushesWhatARegistryCanHave) {
  BuildSelection selection;
  selection.push = true;
  const Plan plan = plan_build(shop().stack, selection);
  ASSERT_EQ(plan.steps.size(), 4U);
  EXPECT_EQ(describe(plan.steps[2].action), "push image web:1");
  EXPECT_EQ(describe(plan.steps[3].action), "push image web:2");
  EXPECT_EQ(plan.steps[3].after, std::vector<StepId>{1});
}

TEST(PlanBuild, SeveralPlatformsArePushedByTheBuilder) {
  World world = shop();
  world.stack.services.at("web").build->platforms = {"linux/amd64", "linux/arm64"};
  BuildSelection selection;
  selection.push = true;
  EXPECT_EQ(plan_build(world.stack, selection).steps.size(), 2U);
}

TEST(PlanPush, SaysWhatItLeavesOut) {
  EXPECT_EQ(to_string(plan_push(shop().stack, {})),
            "[] #1 push image web:1: to be pushed (stack.yaml:5)\n"
            "[] #2 push image web:2: to be pushed (stack.yaml:5)\n"
            "skipped: base (no image to be pushed)\n"
            "skipped: db (it is not built)\n");
}

}  // namespace
}  // namespace devstack::reconcile

// Shapes of plans: shared resources once, gates kept linear.
#include "reconcile/up_steps.hpp"

#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

template <class Kind>
std::size_t count(const Plan& plan) {
  std::size_t hits = 0;
  for (const Step& step : plan.steps) hits += std::holds_alternative<Kind>(step.action) ? 1U : 0U;
  return hits;
}

TEST(UpSteps, SharedNetworksAndVolumesAreMadeOnce) {
  World world;
  world.volume("data");
  for (const char* name : {"a", "b", "c"}) {
    world.service(name);
    world.mount(name, "data");
  }
  const Plan plan = world.up();
  EXPECT_EQ(count<CreateNetwork>(plan), 1U);
  EXPECT_EQ(count<CreateVolume>(plan), 1U);
  EXPECT_EQ(count<CreateContainer>(plan), 3U);
}

TEST(UpSteps, UnusedDeclarationsAreNotMade) {
  World world;
  world.volume("unused");
  world.network("unused");
  world.service("a");
  const Plan plan = world.up();
  EXPECT_EQ(count<CreateVolume>(plan), 0U);
  EXPECT_EQ(count<CreateNetwork>(plan), 1U);
}

TEST(UpSteps, WhyAnImageIsLookedAfter) {
  const struct {
    const char* cause;
    void (*change)(World& world, model::Service& service);
  } cases[] = {
      {"image a:1 is not there", [](World& w, model::Service&) { w.observed.images.clear(); }},
      {"it is the mock", [](World&, model::Service& s) { s.extension.is_mock = true; }},
      {"it uses the mock's client", [](World&, model::Service& s) { s.image = "devstack/mock:1"; }},
      {"pull_policy is always", [](World&, model::Service& s) { s.pull_policy = "always"; }},
      {"--pull always", [](World& w, model::Service&) { w.options.pull_policy = "always"; }},
      {"--build",
       [](World& w, model::Service& s) {
         w.options.build = true;
         s.build.emplace();
       }},
      {"", [](World&, model::Service&) {}},
  };
  for (const auto& each : cases) {
    World world;
    model::Service& service = world.service("a");
    world.resources_exist();
    each.change(world, service);
    const Plan plan = world.up();
    const bool ensured = count<EnsureImage>(plan) == 1;
    EXPECT_EQ(ensured ? plan.steps.front().cause : "", each.cause);
  }
}

TEST(UpSteps, WhatIsGotAlreadyIsNotGotAgain) {
  World world;
  world.service("a").pull_policy = "always";
  world.resources_exist();
  world.options.refreshed = {"a"};
  EXPECT_EQ(count<EnsureImage>(world.up()), 0U);
}

TEST(UpSteps, AnImageComesAfterThoseThatItIsBuiltUpon) {
  World world;
  world.service("web").build.emplace().additional_contexts["base"] = "service:base";
  world.service("base").build.emplace();
  world.options.services = {"web"};
  const Plan plan = world.up();
  ASSERT_EQ(count<EnsureImage>(plan), 2U);
  EXPECT_EQ(service_of(plan.steps.at(0).action), "base");
  EXPECT_EQ(service_of(plan.steps.at(1).action), "web");
  EXPECT_EQ(plan.steps.at(1).after, std::vector<StepId>{0});
}

TEST(UpSteps, OneGateForAllOfATier) {
  World world;
  for (const char* name : {"a", "b", "y", "z"}) world.service(name);
  world.tier("first", {"a", "b"});
  world.tier("second", {"y", "z"});
  const Plan plan = world.up();
  ASSERT_EQ(plan.gates.size(), 1U);
  EXPECT_EQ(plan.gates[0].steps.size(), 2U);
  for (const StepId id : plan.gates[0].steps) {
    EXPECT_TRUE(std::holds_alternative<AwaitReady>(plan.steps[id].action));
  }
}

}  // namespace
}  // namespace devstack::reconcile

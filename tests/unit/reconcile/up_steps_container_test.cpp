// The life of one container in a plan.
#include <gtest/gtest.h>

#include <algorithm>

#include "reconcile/up_steps.hpp"
#include "world.hpp"

namespace devstack::reconcile {
namespace {

std::string actions(const Plan& plan) {
  std::string text;
  for (const Step& step : plan.steps) {
    const std::string words = describe(step.action);
    text += (text.empty() ? "" : ", ") + words.substr(0, words.find(' '));
  }
  return text;
}

TEST(UpStepsContainer, ByStateOfWhatIsThere) {
  const struct {
    const char* name;
    void (*change)(World& world, ObservedContainer& container);
    const char* actions;
  } cases[] = {
      {"kept", [](World&, ObservedContainer&) {}, ""},
      {"started", [](World&, ObservedContainer& c) { c.state = "exited"; }, "start, await"},
      {"replaced while it runs", [](World&, ObservedContainer& c) { c.config_hash = "older"; },
       "create, stop, remove, rename, start, await"},
      {"replaced after its end",
       [](World&, ObservedContainer& c) {
         c.config_hash = "older";
         c.state = "exited";
       },
       "create, remove, rename, start, await"},
      {"made anew", [](World&, ObservedContainer& c) { c.state = "dead"; },
       "remove, create, start, await"},
      {"running, and taken from its network",
       [](World&, ObservedContainer& c) { c.network_ids.clear(); }, "connect, await"},
      {"stopped, and its network is another now",
       [](World& world, ObservedContainer& c) {
         c.state = "exited";
         world.observed.networks.begin()->second.id = "other";
       },
       "connect, start, await"},
      {"stopped, and its network is gone",
       [](World& world, ObservedContainer& c) {
         c.state = "exited";
         world.observed.networks.clear();
       },
       "create, connect, start, await"},
      {"stopped, and its network has a twin",
       [](World& world, ObservedContainer& c) {
         c.state = "exited";
         world.observed.twin_networks = {world.observed.networks.begin()->second};
       },
       "remove, start, await"},
      {"made anew where the network has a twin",
       [](World& world, ObservedContainer& c) {
         c.state = "dead";
         world.observed.twin_networks = {world.observed.networks.begin()->second};
       },
       "remove, remove, create, start, await"},
      {"half-made and running", [](World&, ObservedContainer& c) { c.replaces = "abcdefabcdef"; },
       "rename, await"},
  };
  for (const auto& each : cases) {
    World world;
    world.service("db");
    world.all_is_up();
    each.change(world, world.observed.containers.front());
    EXPECT_EQ(actions(world.up()), each.actions) << each.name;
  }
}

TEST(UpStepsContainer, NothingStopsBeforeTheNewOneMayStart) {
  World world;
  world.service("api");
  world.service("db");
  world.depends("api", "db");
  world.resources_exist();
  world.container("api").config_hash = "older";
  const Plan plan = world.up();
  StepId db_ready = 0;
  for (StepId id = 0; id < plan.steps.size(); ++id) {
    const std::string text = describe(plan.steps[id].action);
    if (text == "await ready db-1") db_ready = id;
    if (text.starts_with("stop")) {
      EXPECT_NE(std::ranges::find(plan.steps[id].after, db_ready), plan.steps[id].after.end());
    }
  }
  EXPECT_NE(db_ready, 0U);
}

TEST(UpStepsContainer, GraceOfAReplacement) {
  World world;
  world.service("db").stop_grace_period = std::chrono::milliseconds(2500);
  world.all_is_up();
  world.observed.containers.front().config_hash = "older";
  const auto grace = [](const Plan& plan) {
    return std::get<StopContainer>(plan.steps.at(1).action).grace;
  };
  EXPECT_EQ(grace(world.up()), std::chrono::seconds(3));
  world.options.stop_grace = std::chrono::seconds(1);
  EXPECT_EQ(grace(world.up()), std::chrono::seconds(1));
}

}  // namespace
}  // namespace devstack::reconcile

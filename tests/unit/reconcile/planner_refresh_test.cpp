// plan_refresh: which images are got anew before it is known what has become of them.
#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

class Refresh : public ::testing::Test {
 protected:
  Refresh() {
    world_.service("web");
    world_.service("db");
    world_.all_is_up();
  }
  model::Service& web() { return world_.stack.services.at("web"); }
  std::string text() {
    return to_string(plan_refresh(world_.stack, world_.observed, world_.options));
  }
  World world_;
};

TEST_F(Refresh, WhatHasAPolicyForIt) {
  EXPECT_EQ(text(), "");
  web().pull_policy = "always";
  EXPECT_EQ(text(), "[] #1 ensure image of web: pull_policy is always (stack.yaml:2)\n");
  world_.options.services = {"db"};
  EXPECT_EQ(text(), "");
  world_.options.services = {};
  world_.options.refreshed = {"web"};
  EXPECT_EQ(text(), "");
}

TEST_F(Refresh, WhatIsNotThereIsNotWaitedFor) {
  web().pull_policy = "always";
  world_.observed.containers.clear();
  EXPECT_EQ(text(), "") << "its container is made once its image is there, beside the others";
}

TEST_F(Refresh, AMockIsNot) {
  web().pull_policy = "always";
  for (auto& container : world_.observed.containers) {
    container.labels[model::labels::kFallback] = "web:1 cannot be had";
  }
  EXPECT_EQ(text(), "");
}

TEST_F(Refresh, BuildsAfterWhatTheyAreBuiltUpon) {
  web().build.emplace().additional_contexts["base"] = "service:base";
  world_.service("base").build.emplace();
  world_.options.build = true;
  world_.options.services = {"web"};
  EXPECT_EQ(text(),
            "[] #1 ensure image of base: --build\n"
            "[1] #2 ensure image of web: --build\n");
}

TEST_F(Refresh, APlanTellsOfIt) {
  web().pull_policy = "always";
  const Plan plan = world_.up();
  ASSERT_EQ(plan.notices.size(), 1U);
  EXPECT_EQ(plan.notices.front(),
            "web: its image is got anew (pull_policy is always); it is recreated if that changes "
            "it");
}

}  // namespace
}  // namespace devstack::reconcile

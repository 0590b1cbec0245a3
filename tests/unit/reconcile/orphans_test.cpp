#include "reconcile/orphans.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::HasSubstr;

TEST(Orphans, AreNamedOrRemoved) {
  World world;
  world.service("db");
  world.all_is_up();
  world.container("old");
  world.container("older", 2);
  Plan plan;
  handle_orphans(world.stack, world.observed, world.options, plan);
  EXPECT_TRUE(plan.steps.empty());
  ASSERT_EQ(plan.notices.size(), 1U);
  EXPECT_THAT(plan.notices[0], HasSubstr("shop-old-1, shop-older-2; --remove-orphans"));
  world.options.remove_orphans = true;
  Plan removing;
  handle_orphans(world.stack, world.observed, world.options, removing);
  EXPECT_EQ(removing.steps.size(), 4U);
  EXPECT_TRUE(removing.notices.empty());
}

TEST(Orphans, OneOffsAreNone) {
  World world;
  world.container("old").one_off = true;
  Plan plan;
  handle_orphans(world.stack, world.observed, world.options, plan);
  EXPECT_TRUE(plan.notices.empty());
}

}  // namespace
}  // namespace devstack::reconcile

#include "cli/data/unused_volumes.hpp"

#include <gtest/gtest.h>

#include "unit/cli/roles.hpp"

namespace devstack::cli {
namespace {

TEST(UnusedVolumes, ThoseOfChoicesThatAreNotTaken) {
  model::Stack stack = testing::stack_with_bus();
  const auto unused = unused_volumes(stack);
  EXPECT_EQ(unused.size(), 2U);
  EXPECT_EQ(unused.at("shop_zk_data"), "unused: event-bus is redis");
  EXPECT_FALSE(unused.contains("shop_redis_data"));
}

TEST(UnusedVolumes, NotOneThatSomethingElseMounts) {
  model::Stack stack = testing::stack_with_bus();
  stack.services["redis"].volumes.push_back(stack.disabled["zk"].volumes.front());
  EXPECT_EQ(unused_volumes(stack).size(), 1U);
}

}  // namespace
}  // namespace devstack::cli

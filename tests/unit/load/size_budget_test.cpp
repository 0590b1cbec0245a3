#include "load/size_budget.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

TEST(SizeBudget, CountsEveryValueUntilThereAreTooMany) {
  Node list = Node::sequence();
  list.items.resize(SizeBudget::kMaxValues / 2);
  SizeBudget budget;
  EXPECT_TRUE(budget.take(list));
  EXPECT_TRUE(budget.take(testing::parse("{a: [b], c: d}")));
  EXPECT_FALSE(budget.exhausted());
  EXPECT_FALSE(budget.take(list));
  EXPECT_TRUE(budget.exhausted());
  EXPECT_FALSE(budget.take(Node{})) << "spent is spent";
}

}  // namespace
}  // namespace devstack::load

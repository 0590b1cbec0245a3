// Numbering and the two walks under everything else.
#include "graph/adjacency.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/graph/stack_builder.hpp"

namespace devstack::graph {
namespace {

using testing::ElementsAre;

TEST(Adjacency, NumbersByNameAndKeepsOneArcForEachPair) {
  const auto stack = build({{"b", {"c", "a", "a", "gone"}}, {"c", {}}, {"a", {}}});
  const Adjacency adjacency(stack);
  ASSERT_EQ(adjacency.size(), 3U);
  EXPECT_EQ(adjacency.name(1), "b");
  EXPECT_EQ(adjacency.find("c"), 2U);
  EXPECT_EQ(adjacency.find("gone"), std::nullopt);
  ASSERT_EQ(adjacency.arcs[1].size(), 2U);
  EXPECT_EQ(adjacency.arcs[1][0].to, 0U);
  EXPECT_EQ(adjacency.arcs[1][0].dependency->span.line, 2U) << "the first of two counts";
  EXPECT_EQ(adjacency.arcs[1][1].to, 2U);
}

TEST(Levels, LookOnlyAtWhatIsIncluded) {
  const auto stack = build({{"a", {}}, {"b", {"a"}}, {"c", {"b"}}, {"d", {}}});
  const Adjacency adjacency(stack);
  EXPECT_THAT(levels(adjacency, {true, true, true, true}),
              ElementsAre(ElementsAre(0, 3), ElementsAre(1), ElementsAre(2)));
  EXPECT_THAT(levels(adjacency, {true, false, true, false}), ElementsAre(ElementsAre(0, 2)));
}

TEST(Levels, LeaveCyclesOut) {
  const auto stack = build({{"a", {}}, {"b", {"c"}}, {"c", {"b"}}, {"d", {"c"}}});
  EXPECT_THAT(levels(Adjacency(stack), std::vector<bool>(4, true)), ElementsAre(ElementsAre(0)));
}

TEST(Reachable, FollowsArcs) {
  const auto stack = build({{"a", {}}, {"b", {"a"}}, {"c", {"b"}}, {"d", {"a"}}});
  const Adjacency adjacency(stack);
  EXPECT_THAT(reachable(adjacency.arcs, {2}), ElementsAre(true, true, true, false));
  EXPECT_THAT(reachable(adjacency.arcs, {}), ElementsAre(false, false, false, false));
}

}  // namespace
}  // namespace devstack::graph

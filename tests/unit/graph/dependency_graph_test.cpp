// Order, closure and dependents.
#include "devstack/graph/dependency_graph.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/graph/stack_builder.hpp"

namespace devstack::graph {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

model::Stack diamond() {
  return build(
      {{"web", {"api", "cache"}}, {"api", {"db"}}, {"cache", {"db"}}, {"db", {}}, {"mail", {}}});
}

TEST(Edges, AreSortedAndComplete) {
  auto stack = build({{"web", {"db", "api"}}, {"api", {}}, {"db", {}}});
  stack.services["web"].depends_on[0].condition = model::Condition::kHealthy;
  stack.services["web"].depends_on[0].required = false;
  const auto found = edges(stack);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].to, "api");
  EXPECT_TRUE(found[0].required);
  EXPECT_EQ(found[1].from, "web");
  EXPECT_EQ(found[1].to, "db");
  EXPECT_EQ(found[1].condition, model::Condition::kHealthy);
  EXPECT_FALSE(found[1].required);
  EXPECT_EQ(found[1].span.line, 1U);
}

TEST(TopologicalLevels, PutDependenciesFirst) {
  EXPECT_THAT(
      topological_levels(diamond()),
      ElementsAre(ElementsAre("db", "mail"), ElementsAre("api", "cache"), ElementsAre("web")));
  EXPECT_THAT(topological_levels({}), IsEmpty());
}

TEST(TopologicalLevels, CountTheLongestWay) {
  EXPECT_THAT(topological_levels(build({{"a", {}}, {"b", {"a"}}, {"c", {"a", "b"}}})),
              ElementsAre(ElementsAre("a"), ElementsAre("b"), ElementsAre("c")));
}

TEST(Closure, TakesWhatIsRequired) {
  EXPECT_THAT(closure(diamond(), {"api", "mail"}), ElementsAre("api", "db", "mail"));
  EXPECT_THAT(closure(diamond(), {"nobody"}), IsEmpty());
}

TEST(Closure, DoesNotFollowOptionalDependencies) {
  auto stack = diamond();
  stack.services["web"].depends_on[1].required = false;
  EXPECT_THAT(closure(stack, {"web"}), ElementsAre("api", "db", "web"));
}

TEST(Dependents, AreDirectAndIndirect) {
  EXPECT_THAT(dependents(diamond(), "db"), ElementsAre("api", "cache", "web"));
  EXPECT_THAT(dependents(diamond(), "web"), IsEmpty());
  EXPECT_THAT(dependents(diamond(), "nobody"), IsEmpty());
}

TEST(LongChains, NeedNoRecursion) {
  constexpr std::size_t kLength = 10'000;
  const auto stack = chain(kLength);
  EXPECT_EQ(topological_levels(stack).size(), kLength);
  EXPECT_EQ(closure(stack, {"s9999"}).size(), kLength);
  EXPECT_EQ(dependents(stack, "s0").size(), kLength - 1);
}

}  // namespace
}  // namespace devstack::graph

// Cycles: found all, told with their edges, and never a hang or a stack overflow.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "devstack/graph/dependency_graph.hpp"
#include "unit/graph/stack_builder.hpp"

namespace devstack::graph {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

std::vector<Diagnostic> cycles_of(const model::Stack& stack) {
  Diagnostics found;
  check_cycles(stack, found);
  return found.all();
}

TEST(CheckCycles, AcceptsWhatHasNone) {
  EXPECT_TRUE(cycles_of(build({{"a", {"b", "c"}}, {"b", {"c"}}, {"c", {}}})).empty());
  EXPECT_TRUE(cycles_of(chain(10'000)).empty());
}

TEST(CheckCycles, TellsThePathAndWhereEachEdgeStands) {
  const auto found = cycles_of(build({{"web", {"api"}}, {"api", {"db"}}, {"db", {"api"}}}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(render(found[0]),
            "stack.yaml:2:5: error[DS1301]: services wait for each other: api -> db -> api\n"
            "  hint: remove one of these dependencies:\n"
            "        api depends on db at stack.yaml:2\n"
            "        db depends on api at stack.yaml:3\n");
}

TEST(CheckCycles, SeesAServiceThatWaitsForItself) {
  const auto found = cycles_of(build({{"a", {"a"}}}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].message, EndsWith(": a -> a"));
}

TEST(CheckCycles, ReportsEachCycle) {
  const auto found =
      cycles_of(build({{"a", {"b"}}, {"b", {"a"}}, {"x", {"y"}}, {"y", {"z"}}, {"z", {"x", "y"}}}));
  ASSERT_EQ(found.size(), 3U);
  EXPECT_THAT(found[0].message, EndsWith(": a -> b -> a"));
  EXPECT_THAT(found[1].message, EndsWith(": x -> y -> z -> x"));
  EXPECT_THAT(found[2].message, EndsWith(": y -> z -> y"));
}

TEST(CheckCycles, LongCyclesKeepTheirPathButNotAThousandHints) {
  auto stack = chain(10'000);
  stack.services["s0"].depends_on.push_back({"s9999", {}, true, false, {}});
  const auto found = cycles_of(stack);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].message, HasSubstr("s0 -> s9999 -> s9998"));
  EXPECT_THAT(found[0].hint, HasSubstr("s0 depends on s9999\n"));
  EXPECT_THAT(found[0].hint, EndsWith("… and 9980 more"));
}

TEST(CheckCycles, ATangleEndsAtTheCap) {
  std::vector<ServiceSpec> specs;
  std::vector<std::string> everybody;
  for (int i = 0; i < 100; ++i) everybody.push_back("s" + std::to_string(i));
  for (const auto& name : everybody) specs.emplace_back(name, everybody);
  EXPECT_EQ(cycles_of(build(specs)).size(), Diagnostics::kCap);
}

}  // namespace
}  // namespace devstack::graph

// Declared tiers: what contradicts them, and how they are shown.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "devstack/graph/dependency_graph.hpp"
#include "unit/graph/stack_builder.hpp"

namespace devstack::graph {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> findings(const model::Stack& stack) {
  Diagnostics found;
  check_tiers(stack, found);
  std::vector<std::string> lines;
  for (const auto& diagnostic : found.all()) {
    lines.push_back(diagnostic.code + " " + diagnostic.message);
  }
  return lines;
}

TEST(CheckTiers, AcceptsEdgesToEarlierAndEqualTiers) {
  auto stack = build({{"db", {}}, {"cache", {"db"}}, {"api", {"db", "cache"}}, {"tool", {"api"}}});
  add_tier(stack, "data", {"db", "cache"});
  add_tier(stack, "app", {"api"});
  EXPECT_THAT(findings(stack), IsEmpty());
}

TEST(CheckTiers, RefusesAnEdgeToALaterTier) {
  auto stack = build({{"db", {"api"}}, {"api", {}}});
  add_tier(stack, "data", {"db"});
  add_tier(stack, "app", {"api"});
  Diagnostics found;
  check_tiers(stack, found);
  ASSERT_EQ(found.all().size(), 1U);
  EXPECT_EQ(render(found.all()[0]),
            "stack.yaml:1:5: error[DS1302]: service \"db\" of tier \"data\" depends on \"api\" of "
            "the later tier \"app\"\n"
            "  hint: move \"db\" to tier \"app\" or a later one, or \"api\" to an earlier tier\n");
}

TEST(CheckTiers, SeesADeadlockThroughServicesOfNoTier) {
  auto stack = build({{"db", {"x"}}, {"x", {"y"}}, {"y", {"api"}}, {"api", {}}});
  add_tier(stack, "data", {"db"});
  add_tier(stack, "app", {"api"});
  EXPECT_THAT(findings(stack),
              ElementsAre("DS1302 service \"db\" of tier \"data\" waits for \"api\" of the later "
                          "tier \"app\": db -> x -> y -> api"));
}

TEST(CheckTiers, AnOptionalMemberMayWaitThroughServicesOfNoTier) {
  auto stack = build({{"db", {"x"}}, {"x", {"api"}}, {"api", {}}});
  stack.services["db"].extension.optional = true;
  add_tier(stack, "data", {"db"});
  add_tier(stack, "app", {"api"});
  EXPECT_THAT(findings(stack), IsEmpty());
}

TEST(CheckTiers, RefusesAServiceInTwoTiers) {
  auto stack = build({{"db", {}}});
  add_tier(stack, "data", {"db"});
  add_tier(stack, "app", {"db"});
  EXPECT_THAT(findings(stack),
              ElementsAre("DS1303 service \"db\" stands in tier \"data\" and in tier \"app\""));
}

TEST(CheckTiers, SaysNothingOfServicesThatAreNotActive) {
  auto stack = build({{"postgres", {}}});
  stack.disabled["debug"].name = "debug";
  add_tier(stack, "data", {"postgres", "debug", "of nobody"});
  Diagnostics found;
  check_tiers(stack, found);
  EXPECT_TRUE(found.all().empty());
}

TEST(CheckTiers, SaysNothingOfCycles) {
  auto stack = build({{"a", {"b"}}, {"b", {"a"}}});
  add_tier(stack, "one", {"a", "b"});
  EXPECT_THAT(findings(stack), IsEmpty());
}

std::vector<std::string> shown(const model::Stack& stack) {
  std::vector<std::string> lines;
  for (const auto& view : tiers_for_display(stack)) {
    std::string line = view.name + ":";
    for (const auto& service : view.services) line += " " + service;
    lines.push_back(line);
  }
  return lines;
}

TEST(TiersForDisplay, AreLevelsWhereNoneAreDeclared) {
  EXPECT_THAT(shown(build({{"web", {"api"}}, {"api", {"db"}}, {"db", {}}, {"mail", {}}})),
              ElementsAre(": db mail", ": api", ": web"));
}

TEST(TiersForDisplay, DeclaredOnesComeFirstAndEmptyOnesAreLeftOut) {
  auto stack = build({{"web", {"api"}}, {"api", {"db"}}, {"db", {}}, {"ui", {"web"}}});
  stack.disabled["debug"].name = "debug";
  add_tier(stack, "data", {"db"});
  add_tier(stack, "tools", {"debug"});
  add_tier(stack, "app", {"api"});
  EXPECT_THAT(shown(stack), ElementsAre("data: db", "app: api", ": web", ": ui"));
}

}  // namespace
}  // namespace devstack::graph

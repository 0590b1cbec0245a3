// Patterns against paths, and visits by pattern.
#include "load/tree_path.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

TEST(TreePath, MatchesPatternsOfTheSameLengthOnly) {
  EXPECT_TRUE(matches({"services", "db", "ports"}, "services.*.ports"));
  EXPECT_TRUE(matches({}, ""));
  EXPECT_FALSE(matches({"services", "db"}, "services.*.ports"));
  EXPECT_FALSE(matches({"services", "db", "ports", "0"}, "services.*.ports"));
  EXPECT_FALSE(matches({"networks", "db", "ports"}, "services.*.ports"));
  EXPECT_EQ(to_string({"services", "db"}), "services.db");
}

TEST(TreePath, VisitsMappingsAndLists) {
  Node node = testing::parse("s: {a: {p: [1, 2]}, b: {p: [3]}, c: {q: [4]}}");
  std::string seen;
  visit_pattern(node, "s.*.p.*", [&](Node& found) { seen += found.text; });
  EXPECT_EQ(seen, "123");
}

}  // namespace
}  // namespace devstack::load

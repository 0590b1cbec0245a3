// Which groups there are, and which run.
#include "cli/check/check_groups.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"

namespace devstack::cli {
namespace {

using Names = std::vector<std::string>;

model::Stack stack_with(const Names& declared) {
  model::Stack stack;
  for (const auto& name : declared) stack.extension.checks.push_back({name, {}, {}});
  return stack;
}

TEST(CheckGroups, BuiltInOnesAreAlwaysThere) {
  EXPECT_EQ(chosen_groups(stack_with({}), {}),
            (Names{"config", "infrastructure", "databases", "ai", "services", "connectivity"}));
}

TEST(CheckGroups, DeclaredOnesHaveTheirPlace) {
  const auto stack = stack_with({"smoke", "delta", "data", "schema", "integration", "benchmark"});
  EXPECT_EQ(chosen_groups(stack, {}),
            (Names{"config", "infrastructure", "databases", "schema", "data", "delta", "ai",
                   "services", "connectivity", "smoke"}));
}

TEST(CheckGroups, NamedOnesRunOnceAndInTheOrderGiven) {
  EXPECT_EQ(chosen_groups(stack_with({"data"}), {"performance", "data", "performance"}),
            (Names{"performance", "data"}));
}

TEST(CheckGroups, AnUnknownNameIsRefused) {
  try {
    (void)chosen_groups(stack_with({"schema"}), {"shema"});
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_EQ(error.hint(), "did you mean \"schema\"?");
  }
  EXPECT_THROW((void)chosen_groups(stack_with({}), {"integration"}), UsageError);
}

TEST(CheckGroups, OnlyFilesNeedNothingThatRuns) {
  EXPECT_FALSE(needs_running_project("config"));
  EXPECT_TRUE(needs_running_project("connectivity"));
  EXPECT_NE(declared_group(stack_with({"data"}), "data"), nullptr);
  EXPECT_EQ(declared_group(stack_with({"data"}), "schema"), nullptr);
}

}  // namespace
}  // namespace devstack::cli

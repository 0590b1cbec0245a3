#include "cli/show/choice_cost.hpp"

#include <gtest/gtest.h>

#include "unit/cli/roles.hpp"

namespace devstack::cli {
namespace {

using testing::kMiB;

TEST(ChoiceCost, CountsBeyondTheBudgetsOfItsServices) {
  model::Stack stack = testing::stack_with_bus();
  const auto& role = stack.extension.substitutions[0];
  EXPECT_TRUE(takes_part(role, stack));
  EXPECT_EQ(extra_memory(role, stack), 100 * kMiB);
  auto& budget = stack.services["redis"].extension.budget.emplace();
  budget.memory = 60 * kMiB;
  EXPECT_EQ(extra_memory(role, stack), 40 * kMiB);
  budget.memory = 500 * kMiB;
  EXPECT_EQ(extra_memory(role, stack), 0);
}

TEST(ChoiceCost, ARoleThatIsNotThereCostsNothing) {
  model::Stack stack = testing::stack_with_bus();
  stack.services.clear();
  EXPECT_EQ(extra_memory(stack.extension.substitutions[0], stack), 0);
  EXPECT_TRUE(taken_choices(stack).empty());
  EXPECT_FALSE(slowest_choice(stack));
}

TEST(ChoiceCost, NamesWhatIsTakenAndWhatIsCheaper) {
  model::Stack stack = testing::stack_with_bus();
  EXPECT_EQ(taken_choices(stack), std::vector<std::string>{"event-bus=redis"});
  EXPECT_EQ(slowest_choice(stack), std::chrono::seconds(2));
  EXPECT_TRUE(cheaper_choices(stack).empty());
  stack.extension.substitutions[0].chosen = "pulsar";
  stack.services["broker"];
  EXPECT_EQ(cheaper_choices(stack),
            std::vector<std::string>{"event-bus=redis 100 MiB instead of pulsar 2 GiB"});
}

}  // namespace
}  // namespace devstack::cli

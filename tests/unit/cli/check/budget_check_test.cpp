#include "cli/check/budget_check.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

constexpr std::int64_t kGiB = std::int64_t{1} << 30;

model::Stack stack_of_two() {
  model::Stack stack;
  stack.profiles = {"dev"};
  auto& db = stack.services["db"];
  db.extension.budget.emplace();
  db.extension.budget->memory = kGiB;
  db.extension.budget->cpus = 0.5;
  db.extension.budget->storage = 5 * kGiB;
  auto& api = stack.services["api"];
  api.scale = 2;
  api.extension.budget.emplace();
  api.extension.budget->memory = kGiB / 2;
  stack.services["mail"];
  return stack;
}

TEST(BudgetCheck, SumsWhatIsDeclaredAsOftenAsItIsScaled) {
  const BudgetSum sum = sum_budgets(stack_of_two());
  EXPECT_EQ(sum.memory, 2 * kGiB);
  EXPECT_EQ(sum.cpus, 0.5);
  EXPECT_EQ(sum.storage, 5 * kGiB);
}

TEST(BudgetCheck, WithoutABudgetOrWithinItNothingIsSaid) {
  model::Stack stack = stack_of_two();
  EXPECT_FALSE(budget_excess(stack));
  stack.extension.budget.emplace().memory = 2 * kGiB;
  stack.extension.budget->cpus = 0.5;
  EXPECT_FALSE(budget_excess(stack));
}

TEST(BudgetCheck, AnExcessNamesSumsAndTheLargest) {
  model::Stack stack = stack_of_two();
  stack.extension.budget.emplace().memory = kGiB;
  stack.extension.budget->storage = kGiB;
  const auto error = budget_excess(stack);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->exit_code(), ExitCode::kConflict);
  EXPECT_EQ(error->code(), "DS2108");
  EXPECT_STREQ(error->what(),
               "the services ask for more than the budget of profile dev: 2 GiB of memory, of 1 "
               "GiB; 5 GiB of storage, of 1 GiB");
  ASSERT_EQ(error->details().size(), 1U);
  EXPECT_EQ(error->details().front(), "memory  db 1 GiB, api 1 GiB");
}

TEST(BudgetCheck, ReportsAfterTheRun) {
  model::Stack stack = stack_of_two();
  EXPECT_EQ(budget_report(stack, std::chrono::seconds(1)), "");
  stack.extension.budget.emplace().memory = 4 * kGiB;
  stack.extension.budget->startup = std::chrono::seconds(30);
  EXPECT_EQ(budget_report(stack, std::chrono::seconds(4)),
            "memory 2 GiB of 4 GiB, start-up 4.0s of 30.0s");
  EXPECT_EQ(budget_report(stack, std::chrono::seconds(31)),
            "memory 2 GiB of 4 GiB, start-up 31.0s of 30.0s: too slow");
}

TEST(BudgetCheck, ACostlyChoiceNamesTheCheaperOnes) {
  model::Stack stack = stack_of_two();
  stack.extension.budget.emplace().memory = 3 * kGiB;
  model::Substitution role;
  role.role = "llm";
  role.chosen = "ollama";
  role.choices.resize(2);
  role.choices[0].name = "mock";
  role.choices[0].memory = 0;
  role.choices[1].name = "ollama";
  role.choices[1].services = {{"mail", {}}};
  role.choices[1].memory = 4 * kGiB;
  stack.extension.substitutions = {role};
  EXPECT_EQ(sum_budgets(stack).memory, 6 * kGiB);
  const auto error = budget_excess(stack);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->details().at(1), "choices llm=ollama 4 GiB");
  EXPECT_EQ(error->details().at(2), "cheaper --use llm=mock 0 B instead of ollama 4 GiB");
}

}  // namespace
}  // namespace devstack::cli

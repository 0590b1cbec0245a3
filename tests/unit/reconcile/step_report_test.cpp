#include "reconcile/step_report.hpp"

#include <gtest/gtest.h>

namespace devstack::reconcile {
namespace {

Step start_of(const std::string& service, std::vector<StepId> after) {
  return {StartContainer{service, 1}, "", {}, std::move(after)};
}

TEST(StepReport, NamesTheServicesThatWereNotStarted) {
  Plan plan;
  plan.steps.push_back(start_of("db", {}));
  plan.steps.push_back({AwaitReady{"db", 1}, "", {}, {0}});
  plan.steps.push_back(start_of("other", {}));
  EXPECT_EQ(consequence(plan, plan.steps[1]), "");
  plan.steps.push_back(start_of("api", {1}));
  EXPECT_EQ(consequence(plan, plan.steps[0]), ", so api was not started");
  plan.steps.push_back(start_of("web", {3}));
  EXPECT_EQ(consequence(plan, plan.steps[1]), ", so api and web were not started");
  plan.steps.push_back(start_of("x", {1}));
  EXPECT_EQ(consequence(plan, plan.steps[1]), ", so api, web and x were not started");
  plan.steps.push_back(start_of("y", {1}));
  EXPECT_EQ(consequence(plan, plan.steps[1]), ", so api, web and 2 more were not started");
}

TEST(StepReport, FollowsGatesAndCountsReplicasOnce) {
  Plan plan;
  plan.steps.push_back(start_of("db", {}));
  plan.steps.push_back({StartContainer{"db", 2}, "", {}, {0}});
  plan.gates.push_back({"tier data", {0}});
  plan.steps.push_back(start_of("api", {}));
  plan.steps.back().gate = 0;
  plan.steps.push_back({StartContainer{"api", 2}, "", {}, {2}});
  EXPECT_EQ(consequence(plan, plan.steps[0]), ", so api was not started");
}

TEST(StepReport, SaysNothingOfAStepOfAnotherPlan) {
  Plan plan;
  plan.steps.push_back(start_of("db", {}));
  plan.steps.push_back(start_of("api", {0}));
  const Step foreign = plan.steps[0];
  EXPECT_EQ(consequence(plan, foreign), "");
  EXPECT_EQ(consequence(Plan{}, foreign), "");
}

TEST(StepReport, FoldsEqualLinesAndKeepsTheLast) {
  FailureReport report;
  add_log_lines(report, "api", "first\n\nwait\nwait \r\nwait\nlast\n", 2);
  ASSERT_EQ(report.lines.size(), 2U);
  EXPECT_EQ(report.lines[0].label, "log");
  EXPECT_EQ(report.lines[0].text, "api │ wait  (3 times)");
  EXPECT_EQ(report.lines[1].text, "api │ last");
}

TEST(StepReport, KnowsAProgramForAnotherMachine) {
  FailureReport report;
  add_log_lines(report, "api", "exec /bin/api: exec format error\n", 2);
  EXPECT_EQ(report.lines.back().label, "cause");
}

TEST(StepReport, CountsInWords) {
  EXPECT_EQ(count(1, "try", "tries"), "1 try");
  EXPECT_EQ(count(0, "try", "tries"), "0 tries");
  const std::pair<std::size_t, const char*> rows[] = {{1, "1st"},   {2, "2nd"},    {3, "3rd"},
                                                      {4, "4th"},   {11, "11th"},  {13, "13th"},
                                                      {22, "22nd"}, {111, "111th"}};
  for (const auto& [number, text] : rows) EXPECT_EQ(ordinal(number), text);
}

}  // namespace
}  // namespace devstack::reconcile

// Sums over a plan and its report.
#include "cli/converge/run_summary.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

using reconcile::Plan;
using reconcile::Report;
using reconcile::StepState;

struct Ran {
  Plan plan;
  Report report;

  void add(reconcile::Action action, std::vector<reconcile::StepId> after, int began, int ended) {
    plan.steps.push_back({std::move(action), "", {}, std::move(after)});
    Report::Entry entry;
    entry.state = StepState::kDone;
    entry.began = Duration{began};
    entry.ended = Duration{ended};
    report.steps.push_back(entry);
  }
};

Ran shop() {
  Ran run;
  run.add(reconcile::CreateNetwork{"default"}, {}, 0, 50);
  run.add(reconcile::StartContainer{"db", 1}, {0}, 50, 100);
  run.add(reconcile::AwaitReady{"db", 1}, {1}, 100, 900);
  run.add(reconcile::StartContainer{"redis", 1}, {0}, 50, 200);
  run.add(reconcile::AwaitJob{"migrate"}, {2}, 900, 1600);
  run.add(reconcile::AwaitReady{"api", 1}, {3, 4}, 1600, 3700);
  return run;
}

TEST(RunSummary, SlowestChain) {
  const auto run = shop();
  EXPECT_EQ(slowest_chain(run.plan, run.report), "db 0.9s > migrate 0.7s > api 2.1s");
  EXPECT_EQ(slowest_chain({}, {}), "");
}

TEST(RunSummary, FailuresInOrderOfTime) {
  auto run = shop();
  run.report.steps[5].state = StepState::kSkipped;
  run.report.steps[5].because = 4;
  run.report.steps[4].state = StepState::kFailed;
  run.report.steps[4].failure = {{"DS3201", "migrate failed", {}, {}}, ExitCode::kFailed};
  run.report.steps[3].state = StepState::kFailed;
  run.report.steps[3].ended = Duration{1000};
  run.report.steps[3].failure = {{"DS3104", "redis is not ready", {}, {}}, ExitCode::kNotReady};
  EXPECT_EQ(exit_code_of(run.report), ExitCode::kNotReady);
  const auto failures = failures_of(run.report);
  ASSERT_EQ(failures.size(), 2U);
  EXPECT_EQ(failures[1].code, "DS3201");
  const auto skipped = skipped_services(run.plan, run.report);
  ASSERT_EQ(skipped.size(), 1U);
  EXPECT_EQ(skipped[0].service, "api");
  EXPECT_EQ(skipped[0].because, "migrate");
}

TEST(RunSummary, Counts) {
  model::Stack stack;
  stack.services["db"].name = "db";
  stack.services["seed"].is_job = true;
  EXPECT_EQ(count_services(stack, {"db"}), "1 service ready");
  EXPECT_EQ(count_services(stack, {"db", "seed"}), "1 service ready, 1 job current");
  Ran run;
  run.add(reconcile::RemoveContainer{"db", "1"}, {}, 0, 0);
  run.add(reconcile::RemoveContainer{"api", "2"}, {}, 0, 0);
  run.add(reconcile::RemoveNetwork{"3", "n"}, {}, 0, 0);
  EXPECT_EQ(count_removals(run.plan), "2 containers, 1 network");
  EXPECT_EQ(count_removals({}), "");
}

TEST(RunSummary, WhatIsStopped) {
  reconcile::Plan plan;
  EXPECT_EQ(count_stops(plan), "0 containers");
  plan.steps.push_back({reconcile::StopContainer{"db", "c1"}, "", {}, {}, {}, {}});
  plan.steps.push_back({reconcile::RemoveContainer{"db", "c1"}, "", {}, {}, {}, {}});
  EXPECT_EQ(count_stops(plan), "1 container");
}

TEST(RunSummary, OptionalFailuresAreNamedAndNotCounted) {
  auto run = shop();
  run.report.steps[4].state = StepState::kFailed;
  run.report.steps[4].failure = {{"DS3201", "migrate failed", {}, {}}, ExitCode::kFailed};
  run.report.steps[4].optional = true;
  EXPECT_EQ(exit_code_of(run.report), ExitCode::kOk);
  EXPECT_EQ(failed_optional(run.plan, run.report), std::vector<std::string>{"migrate"});
  run.report.steps[5].state = StepState::kSkipped;
  EXPECT_EQ(exit_code_of(run.report), ExitCode::kFailed) << "api needed it";
}

}  // namespace
}  // namespace devstack::cli

// Properties of the executor over random plans, in virtual time.
#include "devstack/reconcile/executor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "fakes/fake_clock.hpp"
#include "fakes/fake_step_runner.hpp"

namespace devstack::reconcile {
namespace {

using fakes::FakeClock;
using fakes::FakeStepRunner;
using What = FakeStepRunner::Entry::What;

Step step(Action action, std::vector<StepId> after = {}) {
  Step made;
  made.action = std::move(action);
  made.after = std::move(after);
  return made;
}

std::string service(StepId id) { return "s" + std::to_string(id); }

/// As many of each lane; edges to a few earlier steps; now and then a gate.
Plan random_plan(std::mt19937& random, std::size_t size) {
  Plan plan;
  for (StepId id = 0; id < size; ++id) {
    Step made;
    switch (random() % 5) {
      case 0:
        made.action = EnsureImage{service(id)};
        break;
      case 1:
        made.action = StartContainer{service(id), 1};
        break;
      case 2:
        made.action = CreateContainer{service(id), 1, {}};
        break;
      case 3:
        made.action = StopContainer{service(id), service(id)};
        break;
      default:
        made.action = AwaitReady{service(id), 1};
        break;
    }
    for (StepId edges = random() % 3; id > 0 && edges > 0; --edges) {
      made.after.push_back(random() % id);
    }
    if (id > 0 && random() % 8 == 0) made.after_end.push_back(random() % id);
    if (id > 4 && random() % 8 == 0) {
      plan.gates.push_back({"gate", {random() % id, random() % id, random() % id}});
      made.gate = plan.gates.size() - 1;
    }
    plan.steps.push_back(std::move(made));
  }
  return plan;
}

std::vector<StepId> must_succeed_before(const Plan& plan, StepId id) {
  std::vector<StepId> before = plan.steps[id].after;
  if (plan.steps[id].gate) {
    const auto& gate = plan.gates[*plan.steps[id].gate].steps;
    before.insert(before.end(), gate.begin(), gate.end());
  }
  return before;
}

Report run(const Plan& plan, FakeStepRunner& runner, FakeClock& clock, Limits limits = {},
           OnFailure on_failure = OnFailure::kFinishIndependent) {
  Task<Report> task = execute(plan, runner, clock, limits, on_failure);
  task.start();
  EXPECT_TRUE(clock.run_until_done(task) || task.done()) << "the executor hangs";
  return task.take();
}

std::size_t position(const FakeStepRunner& runner, What what, const std::string& name) {
  const auto found = std::ranges::find_if(runner.diary, [&](const FakeStepRunner::Entry& entry) {
    return entry.what == what && entry.step == name;
  });
  return static_cast<std::size_t>(found - runner.diary.begin());
}

class RandomPlans : public ::testing::TestWithParam<unsigned> {};

TEST_P(RandomPlans, EveryOrderRespectsEdgesAndLimits) {
  std::mt19937 random(GetParam());
  const Plan plan = random_plan(random, 60);
  FakeClock clock;
  FakeStepRunner runner(clock);
  for (const Step& each : plan.steps) {
    runner.behaviour[describe(each.action)].takes = Duration(random() % 40);
  }
  const Limits limits{2, 4, 3, 5};
  const Report report = run(plan, runner, clock, limits);
  EXPECT_TRUE(report.ok());
  for (StepId id = 0; id < plan.steps.size(); ++id) {
    const std::size_t began = position(runner, What::kBegan, describe(plan.steps[id].action));
    ASSERT_LT(began, runner.diary.size()) << "never ran: " << id;
    std::vector<StepId> before = must_succeed_before(plan, id);
    const auto& ends = plan.steps[id].after_end;
    before.insert(before.end(), ends.begin(), ends.end());
    for (const StepId earlier : before) {
      EXPECT_LT(position(runner, What::kEnded, describe(plan.steps[earlier].action)), began);
    }
  }
  EXPECT_LE(runner.most_at_once["ensure"], limits.pulls);
  EXPECT_LE(runner.most_at_once["create"], limits.creates);
  EXPECT_LE(runner.most_at_once["start"], limits.controls);
  EXPECT_LE(runner.most_at_once["stop"], limits.stops);
}

TEST_P(RandomPlans, AFailedStepSkipsExactlyItsDescendants) {
  std::mt19937 random(GetParam());
  const Plan plan = random_plan(random, 60);
  FakeClock clock;
  FakeStepRunner runner(clock);
  std::set<StepId> failing;
  for (int i = 0; i < 3; ++i) failing.insert(random() % plan.steps.size());
  for (const StepId id : failing) runner.behaviour[describe(plan.steps[id].action)].fails = true;
  const Report report = run(plan, runner, clock);
  EXPECT_FALSE(report.ok());
  std::set<StepId> lost;
  for (StepId id = 0; id < plan.steps.size(); ++id) {
    const std::vector<StepId> before = must_succeed_before(plan, id);
    const bool skipped = std::ranges::any_of(before, [&](StepId b) { return lost.contains(b); });
    if (skipped) {
      EXPECT_EQ(report.steps[id].state, StepState::kSkipped) << id;
      ASSERT_TRUE(report.steps[id].because.has_value()) << id;
      EXPECT_EQ(report.steps[*report.steps[id].because].state, StepState::kFailed);
    } else if (failing.contains(id)) {
      EXPECT_EQ(report.steps[id].state, StepState::kFailed) << id;
      EXPECT_TRUE(report.steps[id].failure.has_value());
    } else {
      EXPECT_EQ(report.steps[id].state, StepState::kDone) << id;
    }
    if (skipped || failing.contains(id)) lost.insert(id);
  }
}

TEST_P(RandomPlans, DestroyingTheTaskCancelsWhatRunsAndStartsNothingMore) {
  std::mt19937 random(GetParam());
  const Plan plan = random_plan(random, 60);
  FakeClock clock;
  FakeStepRunner runner(clock);
  Task<Report> task = execute(plan, runner, clock, {}, OnFailure::kFinishIndependent);
  task.start();
  clock.advance(Duration(15));
  task.reset();
  const std::size_t written = runner.diary.size();
  std::size_t began = 0;
  for (const auto& entry : runner.diary) began += entry.what == What::kBegan ? 1U : 0U;
  EXPECT_EQ(written, began * 2) << "each that began has ended or was cancelled";
  EXPECT_EQ(clock.pending(), 0U);
  (void)clock.run_until_idle();
  EXPECT_EQ(runner.diary.size(), written);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomPlans, ::testing::Range(1U, 60U));

TEST(Executor, EmptyPlanEndsAtOnce) {
  FakeClock clock;
  FakeStepRunner runner(clock);
  EXPECT_TRUE(run({}, runner, clock).ok());
}

TEST(Executor, FastBranchIsNotHeldUpBySlowOne) {
  Plan plan;
  plan.steps = {step(StartContainer{"slow", 1}), step(StartContainer{"fast", 1}),
                step(StartContainer{"behind-fast", 1}, {1})};
  FakeClock clock;
  FakeStepRunner runner(clock);
  runner.behaviour["start container slow-1"].takes = Duration(1000);
  const Report report = run(plan, runner, clock);
  EXPECT_EQ(report.steps[2].began, Duration(10));
  EXPECT_EQ(report.steps[2].ended, Duration(20));
  EXPECT_EQ(report.took, Duration(1000));
}

TEST(Executor, WaitsAreNotLimited) {
  Plan plan;
  for (StepId id = 0; id < 40; ++id) plan.steps.push_back(step(AwaitReady{service(id), 1}));
  FakeClock clock;
  FakeStepRunner runner(clock);
  (void)run(plan, runner, clock, {1, 1, 1, 1});
  EXPECT_EQ(runner.most_at_once["await"], 40U);
}

/// Else the grace periods of branches that do not depend on each other would add up.
TEST(Executor, AHundredContainersStopAtOnce) {
  Plan plan;
  for (StepId id = 0; id < 100; ++id) plan.steps.push_back(step(StopContainer{service(id), "c"}));
  FakeClock clock;
  FakeStepRunner runner(clock);
  runner.behaviour[describe(plan.steps[0].action)].takes = Duration(10'000);
  EXPECT_EQ(run(plan, runner, clock).took, Duration(10'000));
  EXPECT_EQ(runner.most_at_once["stop"], 100U);
}

TEST(Executor, LimitsSuitTheProcessors) {
  EXPECT_EQ(limits_for(0).creates, Limits{}.creates);
  EXPECT_EQ(limits_for(0).controls, Limits{}.controls);
  EXPECT_EQ(limits_for(2).creates, 2U);
  EXPECT_EQ(limits_for(8).creates, 8U);
  EXPECT_EQ(limits_for(8).controls, 64U);
  EXPECT_EQ(limits_for(1'000).creates, limits_for(32).creates);
  EXPECT_EQ(limits_for(8).stops, Limits{}.stops);
}

TEST(Executor, TheFirstContainerStartsBeforeTheLastIsMade) {
  Plan plan;
  for (StepId id = 0; id < 40; ++id) {
    plan.steps.push_back(step(CreateContainer{service(id), 1, {}}));
  }
  plan.steps.push_back(step(StartContainer{service(0), 1}, {0}));
  FakeClock clock;
  FakeStepRunner runner(clock);
  const Report report = run(plan, runner, clock);
  EXPECT_LT(report.steps.back().began, report.steps[39].began);
}

TEST(Executor, StopOnFailureStartsNothingMoreButWaitsForWhatRuns) {
  Plan plan;
  plan.steps = {step(StartContainer{"bad", 1}), step(StartContainer{"long", 1}),
                step(StartContainer{"behind-long", 1}, {1})};
  FakeClock clock;
  FakeStepRunner runner(clock);
  runner.behaviour["start container bad-1"].fails = true;
  runner.behaviour["start container long-1"].takes = Duration(100);
  const Report report = run(plan, runner, clock, {}, OnFailure::kStop);
  EXPECT_EQ(report.steps[1].state, StepState::kDone);
  EXPECT_EQ(report.steps[2].state, StepState::kSkipped);
  EXPECT_EQ(report.steps[2].because, StepId{0});
}

TEST(Executor, WhatTheRunnerThrowsEndsTheRunAndCancelsTheRest) {
  Plan plan;
  plan.steps = {step(StartContainer{"gone", 1}), step(StartContainer{"long", 1})};
  FakeClock clock;
  FakeStepRunner runner(clock);
  runner.behaviour["start container gone-1"].throws = true;
  runner.behaviour["start container long-1"].takes = Duration(100);
  Task<Report> task = execute(plan, runner, clock, {}, OnFailure::kFinishIndependent);
  task.start();
  ASSERT_TRUE(clock.run_until_done(task));
  EXPECT_THROW((void)task.take(), std::runtime_error);
  EXPECT_LT(position(runner, What::kCancelled, "start container long-1"), runner.diary.size());
}

TEST(Executor, FailureOfAnOptionalDependencyOnlyLetsGo) {
  Plan plan;
  plan.steps = {step(AwaitReady{"db", 1}), step(StartContainer{"api", 1})};
  plan.steps[1].after_end = {0};
  FakeClock clock;
  FakeStepRunner runner(clock);
  runner.behaviour["await ready db-1"].fails = true;
  const Report report = run(plan, runner, clock);
  EXPECT_EQ(report.steps[1].state, StepState::kDone);
  EXPECT_EQ(report.steps[1].began, Duration(10));
}

TEST(Executor, AnOptionalFailureStopsAndFailsNothing) {
  FakeClock clock;
  Plan plan;
  plan.steps = {step(AwaitJob{"seed"}), step(StartContainer{"web", 1}),
                step(AwaitReady{"web", 1}, {1}), step(AwaitReady{"seed", 1}, {0})};
  plan.steps[0].optional = plan.steps[3].optional = true;
  FakeStepRunner runner(clock);
  runner.behaviour[describe(plan.steps[0].action)].fails = true;
  runner.behaviour[describe(plan.steps[1].action)].takes = Duration(50);
  const Report report = run(plan, runner, clock, {}, OnFailure::kStop);
  EXPECT_TRUE(report.ok());
  EXPECT_EQ(report.steps[0].state, StepState::kFailed);
  EXPECT_EQ(report.steps[2].state, StepState::kDone);
  EXPECT_EQ(report.steps[3].state, StepState::kSkipped);
}

TEST(Executor, WhoNeedsWhatIsOptionalFailsWithIt) {
  FakeClock clock;
  Plan plan;
  plan.steps = {step(AwaitJob{"seed"}), step(StartContainer{"web", 1}, {0})};
  plan.steps[0].optional = true;
  FakeStepRunner runner(clock);
  runner.behaviour[describe(plan.steps[0].action)].fails = true;
  const Report report = run(plan, runner, clock);
  EXPECT_FALSE(report.ok());
  EXPECT_EQ(report.steps[1].state, StepState::kSkipped);
}

}  // namespace
}  // namespace devstack::reconcile

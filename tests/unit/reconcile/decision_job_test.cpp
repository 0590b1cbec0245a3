// When a job runs again.
#include <gtest/gtest.h>

#include "reconcile/decision.hpp"
#include "world.hpp"

namespace devstack::reconcile {
namespace {

using Run = model::Job::Run;
using A = ReplicaAction;

enum class There { kNothing, kSucceeded, kFailed, kRunning, kCreated, kDrifted };
enum class Record { kNone, kHolds, kOutdated };

struct Case {
  std::optional<Run> run;  ///< empty: a job because somebody waits for it
  There there;
  Record record;
  ReplicaAction action;
  const char* cause;
};

const Case kCases[] = {
    {std::nullopt, There::kNothing, Record::kNone, A::kCreate, "has not run yet"},
    {std::nullopt, There::kSucceeded, Record::kNone, A::kDone, ""},
    {std::nullopt, There::kSucceeded, Record::kOutdated, A::kRemoveAndCreate,
     "its inputs or volumes changed"},
    {std::nullopt, There::kFailed, Record::kNone, A::kRemoveAndCreate,
     "failed before, with exit code 3"},
    {std::nullopt, There::kNothing, Record::kHolds, A::kCreate, "its container is gone"},
    {std::nullopt, There::kRunning, Record::kNone, A::kKeep, ""},
    {std::nullopt, There::kCreated, Record::kNone, A::kRemoveAndCreate, "was never started"},
    {std::nullopt, There::kDrifted, Record::kNone, A::kRemoveAndCreate, "configuration changed"},
    {Run::kOnce, There::kNothing, Record::kHolds, A::kDone, ""},
    {Run::kOnce, There::kSucceeded, Record::kNone, A::kDone, ""},
    {Run::kOnce, There::kNothing, Record::kOutdated, A::kCreate, "its inputs or volumes changed"},
    {Run::kOnChange, There::kSucceeded, Record::kHolds, A::kDone, ""},
    {Run::kOnChange, There::kSucceeded, Record::kNone, A::kRemoveAndCreate,
     "there is no record of its inputs"},
    {Run::kOnChange, There::kSucceeded, Record::kOutdated, A::kRemoveAndCreate,
     "its inputs or volumes changed"},
    {Run::kAlways, There::kSucceeded, Record::kHolds, A::kDone, ""},
    {Run::kAlways, There::kSucceeded, Record::kNone, A::kRemoveAndCreate,
     "there is no record of its last success"},
    {Run::kAlways, There::kNothing, Record::kNone, A::kCreate, "has not run yet"},
    {Run::kAlways, There::kRunning, Record::kNone, A::kKeep, ""},
};

void put_container(World& world, There there) {
  switch (there) {
    case There::kNothing:
      return;
    case There::kSucceeded:
      world.exited("seed", 0);
      return;
    case There::kFailed:
      world.exited("seed", 3);
      return;
    case There::kRunning:
      world.container("seed");
      return;
    case There::kCreated:
      world.exited("seed", 0).state = "created";
      return;
    case There::kDrifted:
      world.exited("seed", 0).config_hash = "older";
      return;
  }
}

TEST(DecideJob, Table) {
  int row = 0;
  for (const Case& each : kCases) {
    World world;
    model::Service& job = world.job("seed");
    if (each.run) {
      job.extension.job = model::Job{};
      job.extension.job->run = *each.run;
    }
    world.resources_exist();
    put_container(world, each.there);
    world.observed.job_inputs["seed"] = "now";
    if (each.record != Record::kNone) {
      world.observed.jobs["seed"] = each.record == Record::kHolds ? "now" : "before";
    }
    const ObservedContainer* current =
        world.observed.containers.empty() ? nullptr : &world.observed.containers.front();
    const auto decision = decide_job(world.stack, world.observed, {}, {}, job, current);
    EXPECT_EQ(decision.action, each.action) << "row " << row;
    EXPECT_EQ(decision.cause.text, each.cause) << "row " << row;
    ++row;
  }
}

TEST(DecideJob, AlwaysIsDueWhenWhatItDependsOnIsStarted) {
  World world;
  world.service("db");
  model::Service& job = world.job("verify");
  job.extension.job.emplace().run = Run::kAlways;
  world.depends("verify", "db");
  world.all_is_up();
  world.observed.jobs["verify"] = "fp starts-before";
  world.observed.job_inputs["verify"] = "fp starts-before";
  const auto decided = [&](const DecisionMap& earlier) {
    return decide_job(world.stack, world.observed, {}, earlier, job,
                      &world.observed.containers.back());
  };
  EXPECT_EQ(decided({}).action, A::kDone);
  DecisionMap earlier;
  earlier["db"].replicas.push_back({});
  EXPECT_EQ(decided(earlier).action, A::kDone) << "db is kept";
  earlier["db"].replicas.back().action = A::kStart;
  EXPECT_EQ(decided(earlier).cause.text, "db is started by this run");
  world.observed.job_inputs["verify"] = "fp starts-now";
  EXPECT_EQ(decided({}).cause.text, "what it depends on was started since its last success");
}

TEST(DecideJob, RunsAgainWhenTold) {
  World world;
  model::Service& job = world.job("seed");
  job.extension.job.emplace();
  world.all_is_up();
  world.observed.jobs["seed"] = world.observed.job_inputs["seed"] = "now";
  UpOptions options;
  const auto decided = [&] {
    return decide_job(world.stack, world.observed, options, {}, job,
                      &world.observed.containers.back());
  };
  EXPECT_EQ(decided().action, A::kDone);
  options.run_again = {"seed"};
  EXPECT_EQ(decided().action, A::kRemoveAndCreate);
  EXPECT_EQ(decided().cause.text, "to be run again");
}

TEST(DecideJob, WithoutARecordAMissingVolumeMakesItDue) {
  World world;
  world.volume("data");
  world.service("db");
  world.mount("db", "data");
  model::Service& job = world.job("seed");
  world.depends("seed", "db");
  world.all_is_up();
  const auto decided = [&world, &job] {
    return decide_job(world.stack, world.observed, {}, {}, job, &world.observed.containers.back());
  };
  ASSERT_EQ(world.observed.containers.back().service, "seed");
  EXPECT_EQ(decided().action, A::kDone);
  world.observed.volumes.clear();
  EXPECT_EQ(decided().action, A::kRemoveAndCreate);
  EXPECT_EQ(decided().cause.text, "a volume of its result is gone");
}

TEST(DecideJob, WhatDockerComposeRanCountsAndIsNotMadeAnew) {
  World world;
  model::Service& job = world.job("seed");
  world.resources_exist();
  ObservedContainer& container = world.exited("seed", 0);
  container.labels.erase(model::labels::kSpec);
  world.observed.job_inputs["seed"] = "now";
  world.observed.jobs["seed"] = "before";
  const auto decided = [&] {
    return decide_job(world.stack, world.observed, {}, {}, job, &world.observed.containers.front());
  };
  EXPECT_EQ(decided().action, A::kDone) << "our record is of an earlier container";
  job.extension.job = model::Job{};
  job.extension.job->run = Run::kOnChange;
  EXPECT_EQ(decided().action, A::kStart);
  EXPECT_EQ(decided().cause.text, "there is no record of its inputs");
}

}  // namespace
}  // namespace devstack::reconcile

// Plans that start what exists: gated as in `up`, nothing is made.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "world.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

World shop() {
  World world;
  world.service("db");
  world.job("migrate");
  world.depends("migrate", "db");
  world.service("api");
  world.depends("api", "db");
  world.depends("api", "migrate", model::Condition::kCompletedSuccessfully);
  return world;
}

World stopped_shop() {
  World world = shop();
  world.resources_exist();
  world.exited("db", 0);
  world.exited("migrate", 0);
  world.exited("api", 137);
  return world;
}

Plan start(const World& world, std::vector<std::string> services = {}) {
  UpOptions options;
  options.services = std::move(services);
  return plan_start(world.stack, world.observed, options);
}

Plan restart(const World& world, std::vector<std::string> services = {}) {
  UpOptions options;
  options.services = std::move(services);
  return plan_restart(world.stack, world.observed, options);
}

template <class Planner>
std::string refusal(const Planner& planner) {
  try {
    static_cast<void>(planner());
  } catch (const Error& error) {
    EXPECT_EQ(error.exit_code(), ExitCode::kNothingRuns);
    return std::string(error.what()) + " | " + error.hint();
  }
  return "accepted";
}

TEST(PlanStart, GatedAndAFinishedJobStaysFinished) {
  EXPECT_EQ(to_string(start(stopped_shop())),
            "[] #1 start container db-1: stopped\n"
            "[1] #2 await ready db-1: started by this run\n"
            "[2] #3 start container api-1: exited with code 137\n"
            "[3] #4 await ready api-1: started by this run\n"
            "up to date: migrate\n");
}

TEST(PlanStart, ANamedJobRunsAgain) {
  const std::string text = to_string(start(stopped_shop(), {"migrate"}));
  EXPECT_THAT(text, HasSubstr("start container migrate-1"));
  EXPECT_THAT(text, HasSubstr("await job migrate"));
  EXPECT_THAT(text, Not(HasSubstr("api")));
}

TEST(PlanStart, RequiredServicesComeAlong) {
  EXPECT_THAT(to_string(start(stopped_shop(), {"api"})), HasSubstr("start container db-1"));
}

TEST(PlanStart, WhatRunsIsLeftAlone) {
  World world = shop();
  world.all_is_up();
  const Plan plan = start(world);
  EXPECT_FALSE(plan.changes_anything());
  EXPECT_THAT(plan.up_to_date, ElementsAre("api", "db", "migrate"));
}

TEST(PlanStart, EveryReplicaThatExists) {
  World world = stopped_shop();
  world.container("api", 3).state = "exited";
  EXPECT_THAT(to_string(start(world)), HasSubstr("start container api-3"));
}

TEST(PlanStart, AMissingContainerIsRefusedWhereItIsNamedOrRequired) {
  World world = stopped_shop();
  std::erase_if(world.observed.containers, [](const auto& c) { return c.service == "db"; });
  EXPECT_EQ(refusal([&] { return start(world); }),
            "api requires db, which has no container to start | devstack up api");
  EXPECT_EQ(refusal([&] { return start(world, {"db"}); }),
            "db has no container to start | devstack up db");
}

TEST(PlanStart, AMissingContainerThatNobodyNeedsIsTold) {
  World world = stopped_shop();
  std::erase_if(world.observed.containers, [](const auto& c) { return c.service == "api"; });
  const Plan plan = start(world);
  EXPECT_THAT(plan.notices, ElementsAre("without a container: api; `devstack up` makes it"));
  EXPECT_THAT(to_string(plan), HasSubstr("start container db-1"));
}

TEST(PlanStart, AJobOfAnotherConfigurationIsRefused) {
  World world = stopped_shop();
  world.stack.services.at("migrate").config_hash = "other";
  EXPECT_THAT(refusal([&] { return start(world, {"migrate"}); }),
              HasSubstr("job migrate has to run again, and not as its container is"));
}

TEST(PlanStart, DriftIsToldAndNotApplied) {
  World world = stopped_shop();
  auto& db = world.stack.services.at("db");
  db.config_hash = "other";
  db.field_hashes["environment.LEVEL"] = "other";
  const Plan plan = start(world);
  EXPECT_THAT(plan.notices, ElementsAre("db: environment.LEVEL changed (stack.yaml:4); run "
                                        "`devstack up` to apply"));
  EXPECT_THAT(to_string(plan), Not(HasSubstr("create")));
}

TEST(PlanRestart, EachInItsTurn) {
  World world = shop();
  world.all_is_up();
  EXPECT_EQ(to_string(restart(world)),
            "[] #1 stop container 421000000000 of db: to be restarted\n"
            "[1] #2 start container db-1: to be restarted\n"
            "[2] #3 await ready db-1: started by this run\n"
            "[3] #4 stop container 109100000000 of api: to be restarted\n"
            "[3,4] #5 start container api-1: to be restarted\n"
            "[5] #6 await ready api-1: started by this run\n"
            "up to date: migrate\n");
}

TEST(PlanRestart, StartsWhatIsStopped) {
  EXPECT_THAT(to_string(restart(stopped_shop())), HasSubstr("start container db-1: stopped"));
}

TEST(PlanRestart, OnlyTheNamedUnlessADependentSaysSo) {
  World world = shop();
  world.all_is_up();
  EXPECT_THAT(to_string(restart(world, {"db"})), Not(HasSubstr("api")));
  world.stack.services.at("api").depends_on.front().restart = true;
  EXPECT_THAT(to_string(restart(world, {"db"})), HasSubstr("stop container 109100000000 of api"));

  UpOptions options;
  options.services = {"db"};
  options.dependencies = false;
  EXPECT_THAT(to_string(plan_restart(world.stack, world.observed, options)), Not(HasSubstr("api")));
}

TEST(PlanRestart, WhoUsesItsNamespaceFollows) {
  World world = shop();
  world.stack.services.at("api").network_mode = "service:db";
  world.all_is_up();
  EXPECT_THAT(to_string(restart(world, {"db"})), HasSubstr("of api"));
}

TEST(PlanRestart, AMissingDependencyIsNoObstacle) {
  World world = shop();
  world.all_is_up();
  std::erase_if(world.observed.containers, [](const auto& c) { return c.service == "migrate"; });
  EXPECT_THAT(restart(world, {"api"}).notices, IsEmpty());
  EXPECT_THAT(refusal([&] { return restart(world, {"migrate"}); }),
              HasSubstr("migrate has no container to restart"));
}

}  // namespace
}  // namespace devstack::reconcile

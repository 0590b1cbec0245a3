// Whole plans for `up` as golden text: what a user is shown, and what would be done.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "world.hpp"

namespace devstack::reconcile {
namespace {

using model::Condition;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// db with a volume, a migration, two services behind it.
World shop() {
  World world;
  world.volume("data");
  world.service("db");
  world.mount("db", "data");
  world.job("migrate");
  world.depends("migrate", "db");
  world.service("api");
  world.depends("api", "db");
  world.depends("api", "migrate", Condition::kCompletedSuccessfully);
  world.service("web");
  world.depends("web", "api", Condition::kStarted);
  return world;
}

TEST(PlanUp, FirstUpMakesEverythingWithoutBarriers) {
  const World world = shop();
  expect_golden("first_up", to_string(world.up()));
}

TEST(PlanUp, SecondUpDoesNothing) {
  World world = shop();
  world.all_is_up();
  const Plan plan = world.up();
  EXPECT_THAT(plan.steps, IsEmpty());
  EXPECT_FALSE(plan.changes_anything());
  expect_golden("second_up", to_string(plan));
}

TEST(PlanUp, DriftIsNamedAndReplacesWithoutLosingAnonymousVolumes) {
  World world = shop();
  world.all_is_up();
  auto& api = world.stack.services.at("api");
  api.config_hash = "other";
  api.field_hashes["environment.LEVEL"] = "debug";
  expect_golden("drift", to_string(world.up()));
}

TEST(PlanUp, ExitedServiceStartsAgainAndDriftedExitedOneIsReplaced) {
  World world = shop();
  world.resources_exist();
  world.exited("db", 137);
  world.exited("migrate", 0);
  world.container("web");
  world.exited("api", 1).config_hash = "older";
  expect_golden("exited", to_string(world.up()));
}

TEST(PlanUp, JobThatFailedBeforeRunsAgainInANewContainer) {
  World world = shop();
  world.all_is_up();
  world.observed.containers.clear();
  world.container("db");
  world.exited("migrate", 3);
  expect_golden("job_failed_before", to_string(world.up()));
}

TEST(PlanUp, ResetVolumesMakeJobsDue) {
  World world = shop();
  world.all_is_up();
  world.observed.volumes.clear();
  std::erase_if(world.observed.containers,
                [](const ObservedContainer& container) { return container.service == "db"; });
  world.observed.jobs = {{"migrate", "before"}};
  world.observed.job_inputs = {{"migrate", "now"}};
  expect_golden("reset_volumes", to_string(world.up()));
}

TEST(PlanUp, InterruptedRecreationIsFinished) {
  World world = shop();
  world.all_is_up();
  for (ObservedContainer& container : world.observed.containers) {
    if (container.service == "api") container.config_hash = "older";
  }
  ObservedContainer& half_made = world.container("api");
  half_made.id = "feed" + half_made.id.substr(4);
  half_made.state = "created";
  half_made.replaces = World::id_of("api");
  expect_golden("interrupted_recreation", to_string(world.up()));
}

TEST(PlanUp, LeftoverOfAnOutdatedRecreationIsRemoved) {
  World world = shop();
  world.all_is_up();
  ObservedContainer& half_made = world.container("api");
  half_made.id = "feed" + half_made.id.substr(4);
  half_made.state = "created";
  half_made.config_hash = "outdated";
  half_made.replaces = World::id_of("api");
  expect_golden("leftover", to_string(world.up()));
}

TEST(PlanUp, ReplacementWhoseOldContainerIsGoneOnlyTakesTheName) {
  World world = shop();
  world.all_is_up();
  for (ObservedContainer& container : world.observed.containers) {
    if (container.service != "api") continue;
    container.state = "created";
    container.replaces = "abcdefabcdef";
  }
  expect_golden("replacement_without_old", to_string(world.up()));
}

TEST(PlanUp, ProfileSwitchStopsTheRestAndKeepsIt) {
  World world = shop();
  world.all_is_up();
  world.stack.disabled["web"] = world.stack.services.at("web");
  world.stack.disabled["api"] = world.stack.services.at("api");
  world.stack.services.erase("web");
  world.stack.services.erase("api");
  world.stack.profiles = {"minimal"};
  expect_golden("profile_switch", to_string(world.up()));
}

TEST(PlanUp, ScaleAddsAndRemoves) {
  World world = shop();
  world.all_is_up();
  world.container("web", 2);
  world.container("web", 3);
  world.stack.services.at("web").scale = 1;
  world.stack.services.at("api").scale = 3;
  expect_golden("scale", to_string(world.up()));
}

TEST(PlanUp, TiersWaitForEachOtherThroughOneGate) {
  World world;
  for (const char* name : {"cache", "db", "seed", "api", "llm", "web", "extra"}) {
    world.service(name);
  }
  world.stack.services.at("llm").extension.optional = true;
  world.tier("databases", {"db", "cache"});
  world.tier("jobs", {"seed"});
  world.tier("services", {"api", "llm"});
  world.tier("edge", {"web"});
  expect_golden("tiers", to_string(world.up()));
}

TEST(PlanUp, TierWithNothingToDoPassesTheGateOn) {
  World world;
  for (const char* name : {"db", "seed", "api"}) world.service(name);
  world.tier("databases", {"db"});
  world.tier("jobs", {"seed"});
  world.tier("services", {"api"});
  world.resources_exist();
  world.container("seed");
  expect_golden("tier_passes_on", to_string(world.up()));
}

TEST(PlanUp, OrphansAreNoticedAndRemovedOnlyOnRequest) {
  World world = shop();
  world.all_is_up();
  world.container("legacy");
  world.container("older");
  EXPECT_THAT(world.up().steps, IsEmpty());
  expect_golden("orphans_kept", to_string(world.up()));
  world.options.remove_orphans = true;
  expect_golden("orphans_removed", to_string(world.up()));
}

TEST(PlanUp, RunningButUnprovenIsOnlyWaitedFor) {
  World world = shop();
  world.all_is_up();
  world.observed.readiness.clear();
  const Plan plan = world.up();
  EXPECT_FALSE(plan.changes_anything());
  expect_golden("unproven", to_string(plan));
}

TEST(PlanUp, EngineSaysUnhealthySoItIsProvenAnew) {
  World world = shop();
  world.all_is_up();
  for (auto& container : world.observed.containers) {
    if (container.service == "web") container.details->health_status = "unhealthy";
  }
  const Plan plan = world.up();
  ASSERT_EQ(plan.steps.size(), 1U);
  EXPECT_EQ(describe(plan.steps[0].action), "await ready web-1");
}

TEST(PlanUp, WithoutWaitOnlyGatesThatOthersNeedRemain) {
  World world = shop();
  world.options.wait = false;
  expect_golden("no_wait", to_string(world.up()));
}

TEST(PlanUp, NamedServicesBringTheirDependenciesUnlessToldNotTo) {
  World world = shop();
  world.service("other");
  world.resources_exist();
  world.options.services = {"migrate"};
  expect_golden("named_services", to_string(world.up()));
  world.options.dependencies = false;
  expect_golden("no_deps", to_string(world.up()));
}

TEST(PlanUp, ContainersThatShareNamespacesAreMadeAnewTogether) {
  World world = shop();
  auto& sidecar = world.service("sidecar");
  sidecar.network_mode = "service:api";
  sidecar.networks.clear();
  world.depends("sidecar", "api", Condition::kStarted);
  auto& follower = world.service("follower");
  follower.depends_on.push_back({"api", Condition::kStarted, true, true, world.span()});
  world.all_is_up();
  world.stack.services.at("api").config_hash = "other";
  expect_golden("shared_namespace", to_string(world.up()));
}

TEST(PlanUp, OptionalDependencyIsWaitedForButNotNeeded) {
  World world;
  world.service("db");
  world.service("api");
  world.stack.services.at("api").depends_on.push_back(
      {"db", Condition::kHealthy, false, false, world.span()});
  expect_golden("optional_dependency", to_string(world.up()));
}

TEST(PlanUp, WhatHasLostItsNetworkStaysAndIsConnected) {
  World world = shop();
  world.all_is_up();
  world.observed.networks.at("shop_default").id = "another";
  const std::string anew = to_string(world.up());
  EXPECT_THAT(anew, HasSubstr("connect container web-1 to network default: network shop_default"
                              " was made anew"));
  EXPECT_THAT(anew, Not(HasSubstr("create")));
  world.observed.networks.clear();
  EXPECT_THAT(to_string(world.up()), HasSubstr("create network default"));
}

TEST(PlanUp, RecreatePolicies) {
  World world = shop();
  world.all_is_up();
  world.stack.services.at("api").config_hash = "other";
  world.options.recreate = Recreate::kNever;
  EXPECT_THAT(world.up().steps, IsEmpty());
  world.options.recreate = Recreate::kAlways;
  world.options.services = {"db"};
  EXPECT_THAT(to_string(world.up()), HasSubstr("--force-recreate"));
}

TEST(PlanUp, StepsPointBackwardsOnly) {
  const Plan plan = shop().up();
  for (StepId id = 0; id < plan.steps.size(); ++id) {
    for (const StepId before : plan.steps[id].after) EXPECT_LT(before, id);
  }
}

TEST(PlanUp, TiersThatContradictDependenciesAreRefused) {
  World world;
  world.service("a");
  world.service("between");
  world.service("z");
  world.tier("first", {"a"});
  world.tier("second", {"z"});
  world.depends("a", "between");
  world.depends("between", "z");
  try {
    (void)world.up();
    FAIL() << "expected ConfigError";
  } catch (const ConfigError& error) {
    EXPECT_EQ(error.diagnostics().front().code, "DS1305");
  }
}

/// 10,000 services, 30,000 edges and two tiers of 5,000: far below a second even unoptimised, where
/// anything quadratic would take minutes.
TEST(PlanUp, TenThousandServicesAreLinear) {
  World world;
  std::vector<std::string> first, second;
  for (int i = 0; i < 10'000; ++i) {
    const std::string name = "s" + std::to_string(100'000 + i);
    world.service(name);
    (i < 5'000 ? first : second).push_back(name);
    for (int back : {1, 7, 50}) {
      if (i >= back) world.depends(name, "s" + std::to_string(100'000 + i - back));
    }
  }
  world.tier("first", first);
  world.tier("second", second);
  const auto began = std::chrono::steady_clock::now();
  const Plan plan = world.up();
  const auto took = std::chrono::steady_clock::now() - began;
  EXPECT_EQ(plan.steps.size(), 40'001U);
  std::size_t edges = 0;
  for (const Step& step : plan.steps) edges += step.after.size();
  EXPECT_LT(edges, 100'000U);
  EXPECT_LT(took, std::chrono::seconds(20));
}

}  // namespace
}  // namespace devstack::reconcile

// Starts that make a job due which runs `always`.
#include "reconcile/job_starts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// verify depends on load, load on db and init, init on store; cache is nobody's.
World chain() {
  World world;
  for (const char* name : {"db", "store", "cache"}) world.service(name);
  for (const char* name : {"init", "load", "verify"}) world.job(name);
  world.depends("init", "store");
  world.depends("load", "init");
  world.depends("load", "db");
  world.depends("verify", "load");
  world.stack.services.at("verify").extension.job.emplace().run = model::Job::Run::kAlways;
  return world;
}

TEST(JobStarts, ServicesBehindJobs) {
  const World world = chain();
  const auto behind = [&](const char* job) {
    return services_behind(world.stack, world.stack.services.at(job));
  };
  EXPECT_THAT(behind("verify"), ElementsAre("db", "store"));
  EXPECT_THAT(behind("init"), ElementsAre("store"));
  EXPECT_THAT(services_behind_always(world.stack), ElementsAre("db", "store"));
}

TEST(JobStarts, TextChangesWithEachStart) {
  World world = chain();
  const auto text = [&] {
    return starts_behind(world.stack, world.stack.services.at("verify"), world.observed.containers);
  };
  world.container("db");
  world.container("store");
  world.container("cache");
  const std::string before = text();
  world.observed.containers[2].details->started_at.reset();
  EXPECT_EQ(text(), before) << "cache does not matter";
  *world.observed.containers[0].details->started_at += std::chrono::seconds(1);
  const std::string restarted = text();
  EXPECT_NE(restarted, before);
  world.observed.containers[1].id = "other";
  EXPECT_NE(text(), restarted);
}

TEST(JobStarts, OnlyAlwaysCounts) {
  World world = chain();
  EXPECT_TRUE(runs_always(world.stack.services.at("verify")));
  EXPECT_FALSE(runs_always(world.stack.services.at("load")));
  world.stack.services.at("verify").extension.job->run = model::Job::Run::kOnce;
  EXPECT_THAT(services_behind_always(world.stack), IsEmpty());
  EXPECT_EQ(without_starts("abc def"), "abc");
  EXPECT_EQ(without_starts("abc"), "abc");
}

}  // namespace
}  // namespace devstack::reconcile

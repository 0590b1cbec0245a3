// Which volumes a job's result lives in.
#include "reconcile/job_volumes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::ElementsAre;

TEST(JobVolumes, OfAllThatItDependsOnEachOnce) {
  World world;
  for (const char* key : {"cache", "data", "own", "unrelated"}) world.volume(key);
  world.stack.volumes.at("data").name = "renamed";
  for (const char* name : {"db", "between", "other"}) world.service(name);
  world.job("seed");
  world.mount("db", "data");
  world.mount("between", "cache");
  world.mount("other", "unrelated");
  world.mount("seed", "own");
  world.depends("seed", "between");
  world.depends("seed", "db");
  world.depends("between", "db");
  world.depends("db", "between");
  world.depends("seed", "undeclared");
  auto& anonymous = world.stack.services.at("db").volumes.emplace_back();
  anonymous.target = "/anonymous";
  EXPECT_THAT(job_volumes(world.stack, world.stack.services.at("seed")),
              ElementsAre("renamed", "shop_cache", "shop_own"));
}

}  // namespace
}  // namespace devstack::reconcile

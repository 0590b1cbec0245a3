// Orders of services, with and without tiers.
#include "reconcile/service_order.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "world.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::ElementsAre;

ServiceMap all(const World& world) {
  ServiceMap map;
  for (const auto& [name, service] : world.stack.services) map.emplace(name, &service);
  return map;
}

std::vector<std::string> names(const std::vector<const model::Service*>& services) {
  std::vector<std::string> result;
  for (const model::Service* service : services) result.push_back(service->name);
  return result;
}

World chain() {
  World world;
  for (const char* name : {"a", "b", "c", "d"}) world.service(name);
  world.depends("a", "b");
  world.depends("b", "c");
  return world;
}

TEST(StartOrder, DependenciesFirstThenNames) {
  const World world = chain();
  EXPECT_THAT(names(start_order(world.stack, all(world))), ElementsAre("c", "b", "a", "d"));
}

TEST(StartOrder, TiersComeOneAfterTheOther) {
  World world;
  for (const char* name : {"a", "b", "free", "z"}) world.service(name);
  world.tier("first", {"z"});
  world.tier("second", {"a", "b"});
  EXPECT_THAT(names(start_order(world.stack, all(world))), ElementsAre("free", "z", "a", "b"));
}

TEST(StartOrder, OptionalMembersHoldNobody) {
  World world;
  for (const char* name : {"a", "z"}) world.service(name);
  world.stack.services.at("z").extension.optional = true;
  world.depends("z", "a");
  world.tier("first", {"z"});
  world.tier("second", {"a"});
  EXPECT_THAT(names(start_order(world.stack, all(world))), ElementsAre("a", "z"));
}

TEST(StartOrder, OnlyWhatIsSelectedCounts) {
  const World world = chain();
  ServiceMap some = all(world);
  some.erase("b");
  EXPECT_THAT(names(start_order(world.stack, some)), ElementsAre("a", "c", "d"));
}

TEST(StartOrder, ContradictionIsAConfigError) {
  World world = chain();
  world.tier("first", {"a"});
  world.tier("second", {"c"});
  EXPECT_THROW((void)start_order(world.stack, all(world)), ConfigError);
}

TEST(StopOrder, DependentsFirst) {
  const World world = chain();
  EXPECT_THAT(names(stop_order(all(world))), ElementsAre("a", "b", "c", "d"));
}

TEST(StopOrder, CyclesComeLast) {
  World world = chain();
  world.depends("c", "a");
  EXPECT_THAT(names(stop_order(all(world))), ElementsAre("d", "a", "b", "c"));
}

TEST(TierIndexes, OfDeclaredMembers) {
  World world = chain();
  world.tier("first", {"c"});
  world.tier("second", {"a"});
  const auto indexes = tier_indexes(world.stack);
  EXPECT_EQ(indexes.at("c"), 0U);
  EXPECT_EQ(indexes.at("a"), 1U);
  EXPECT_FALSE(indexes.contains("d"));
}

}  // namespace
}  // namespace devstack::reconcile

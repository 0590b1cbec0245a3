// What happens to a container, by its state and what changed around it.
#include "reconcile/decision.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::ElementsAre;
using A = ReplicaAction;

ServiceDecision decide_db(const World& world) {
  return decide(world.stack, world.observed, world.options, index_containers(world.observed), {},
                world.stack.services.at("db"));
}

TEST(Decide, ByState) {
  const struct {
    const char* state;
    ReplicaAction same, drifted;
  } cases[] = {
      {"running", A::kKeep, A::kRecreate},
      {"restarting", A::kKeep, A::kRecreate},
      {"paused", A::kKeep, A::kRecreate},
      {"exited", A::kStart, A::kRecreate},
      {"created", A::kStart, A::kRemoveAndCreate},
      {"dead", A::kRemoveAndCreate, A::kRemoveAndCreate},
      {"removing", A::kRemoveAndCreate, A::kRemoveAndCreate},
  };
  for (const auto& each : cases) {
    World world;
    world.service("db");
    world.all_is_up();
    world.observed.containers.front().state = each.state;
    EXPECT_EQ(decide_db(world).replicas.front().action, each.same) << each.state;
    world.observed.containers.front().config_hash = "older";
    EXPECT_EQ(decide_db(world).replicas.front().action, each.drifted) << each.state;
  }
}

TEST(Decide, AContainerWhoseFirstStartFailedIsMadeAnew) {
  World world;
  world.service("db");
  world.all_is_up();
  ObservedContainer& container = world.observed.containers.front();
  container.state = "created";
  container.details.emplace();
  container.details->error = "port is already allocated";
  const auto decision = decide_db(world);
  EXPECT_EQ(decision.replicas.front().action, ReplicaAction::kRemoveAndCreate);
  EXPECT_EQ(decision.replicas.front().cause.text,
            "its first start failed: port is already allocated");
}

TEST(Decide, PausedIsSaid) {
  World world;
  world.service("db");
  world.all_is_up();
  world.observed.containers.front().state = "paused";
  EXPECT_THAT(decide_db(world).notices, ElementsAre("db is paused"));
}

TEST(Decide, RequestedRecreation) {
  const struct {
    const char* cause;
    void (*ask)(World& world);
  } cases[] = {
      {"--force-recreate", [](World& w) { w.options.recreate = Recreate::kAlways; }},
  };
  for (const auto& each : cases) {
    World world;
    world.service("db");
    world.all_is_up();
    each.ask(world);
    const auto decision = decide_db(world);
    EXPECT_EQ(decision.replicas.front().action, A::kRecreate) << each.cause;
    EXPECT_EQ(decision.replicas.front().cause.text, each.cause);
  }
}

TEST(Decide, BrokenReplacementWithoutItsOldOneIsItselfReplaced) {
  World world;
  world.service("db");
  world.all_is_up();
  ObservedContainer& half_made = world.observed.containers.front();
  half_made.state = "exited";
  half_made.config_hash = "older";
  half_made.replaces = "abcdefabcdef";
  const auto decision = decide_db(world);
  EXPECT_EQ(decision.replicas.front().action, A::kRecreate) << "it holds anonymous volumes";
  EXPECT_EQ(decision.replicas.front().current, &half_made);
  EXPECT_TRUE(decision.removals.empty());
}

TEST(ContainerParents, NamespacesAndVolumes) {
  World world;
  world.service("e").container_name = "fixed";
  model::Service service;
  service.network_mode = "service:a";
  service.pid = "service:b";
  service.ipc = "host";
  service.volumes_from = {"c:ro", "container:d"};
  EXPECT_THAT(container_parents(world.stack, service), ElementsAre("a", "b", "c"));
  service.ipc = "container:fixed";
  EXPECT_THAT(container_parents(world.stack, service), ElementsAre("a", "b", "e", "c"));
  service.ipc = "container:unknown";
  EXPECT_THAT(container_parents(world.stack, service), ElementsAre("a", "b", "c"));
  service.volumes_from = {"container:fixed:ro"};
  EXPECT_THAT(container_parents(world.stack, service), ElementsAre("a", "b", "e"));
}

TEST(ContainerParents, LinksOnTheEnginesOwnBridge) {
  World world;
  world.service("e").container_name = "fixed";
  model::Service service;
  service.links = {"a", "b:alias"};
  service.external_links = {"fixed:outer", "unknown"};
  EXPECT_TRUE(container_parents(world.stack, service).empty());
  service.network_mode = "bridge";
  EXPECT_THAT(container_parents(world.stack, service), ElementsAre("a", "b", "e"));
}

TEST(IndexContainers, LeavesOneOffOnesOut) {
  World world;
  world.service("db");
  world.container("db");
  world.container("db", 2).one_off = true;
  EXPECT_EQ(index_containers(world.observed).at("db").size(), 1U);
}

}  // namespace
}  // namespace devstack::reconcile

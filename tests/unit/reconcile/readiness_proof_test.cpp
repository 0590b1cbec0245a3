// Readiness on record holds for one container and one start of it.
#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

TEST(ReadinessProof, Table) {
  const struct {
    const char* name;
    void (*change)(Observed& observed, ObservedContainer& container);
    bool proven;
  } cases[] = {
      {"on record", [](Observed&, ObservedContainer&) {}, true},
      {"no record", [](Observed& o, ObservedContainer&) { o.readiness.clear(); }, false},
      {"started again",
       [](Observed&, ObservedContainer& c) { *c.details->started_at += std::chrono::seconds(1); },
       false},
      {"not running", [](Observed&, ObservedContainer& c) { c.details->running = false; }, false},
      {"never started", [](Observed&, ObservedContainer& c) { c.details->started_at.reset(); },
       false},
      {"not inspected", [](Observed&, ObservedContainer& c) { c.details.reset(); }, false},
      {"unhealthy", [](Observed&, ObservedContainer& c) { c.details->health_status = "unhealthy"; },
       false},
      {"the engine has not looked yet",
       [](Observed&, ObservedContainer& c) { c.details->health_status = "starting"; }, true},
  };
  for (const auto& each : cases) {
    World world;
    world.service("db");
    world.all_is_up();
    each.change(world.observed, world.observed.containers.front());
    EXPECT_EQ(is_proven_ready(world.observed, world.observed.containers.front()), each.proven)
        << each.name;
  }
}

TEST(ReadinessProof, IsTheStartInFull) {
  engine::ContainerDetails details;
  EXPECT_EQ(readiness_proof(details), "");
  details.started_at = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
  EXPECT_EQ(readiness_proof(details).substr(0, 19), "2026-01-01T00:00:00");
}

TEST(ReadinessProof, TellsAnEndFromReadiness) {
  World world;
  world.service("task");
  world.all_is_up();
  ObservedContainer& task = world.observed.containers.front();
  world.observed.readiness[task.id] = ended_proof(*task.details);
  EXPECT_FALSE(is_proven_ready(world.observed, task));
}

}  // namespace
}  // namespace devstack::reconcile

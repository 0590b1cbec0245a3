// Words of single steps.
#include "devstack/reconcile/plan.hpp"

#include <gtest/gtest.h>

namespace devstack::reconcile {
namespace {

const std::string kId = "0123456789abcdef0123456789abcdef";

TEST(Describe, Table) {
  const struct {
    Action action;
    const char* text;
    const char* service;
  } cases[] = {
      {EnsureImage{"db"}, "ensure image of db", "db"},
      {CreateNetwork{"back"}, "create network back", ""},
      {RemoveNetwork{kId, "shop_back"}, "remove network shop_back", ""},
      {CreateVolume{"data"}, "create volume data", ""},
      {RemoveVolume{"shop_data"}, "remove volume shop_data", ""},
      {CreateContainer{"db", 1, ""}, "create container db-1", "db"},
      {CreateContainer{"db", 2, kId}, "create container db-2 in place of 0123456789ab", "db"},
      {ConnectNetwork{"db", 1, kId, "back"}, "connect container db-1 to network back", "db"},
      {RenameContainer{"db", 1, ""}, "rename container to db-1", "db"},
      {RenameContainer{"db", 1, kId}, "rename container 0123456789ab to db-1", "db"},
      {StartContainer{"db", 1}, "start container db-1", "db"},
      {StopContainer{"db", kId, {}}, "stop container 0123456789ab of db", "db"},
      {RemoveContainer{"db", kId, false}, "remove container 0123456789ab of db", "db"},
      {AwaitReady{"db", 1}, "await ready db-1", "db"},
      {AwaitJob{"seed"}, "await job seed", "seed"},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(describe(each.action), each.text);
    EXPECT_EQ(service_of(each.action), each.service) << each.text;
  }
}

TEST(PlanText, ShowsPrerequisitesCauseAndPlace) {
  const auto file = std::make_shared<const SourceFile>(SourceFile{"stack.yaml", ""});
  Plan plan;
  plan.gates.push_back({"tier one", {0}});
  plan.steps.push_back({EnsureImage{"a"}, "first", {file, 7, 1, 1}, {}, {}, {}});
  plan.steps.push_back({StartContainer{"b", 1}, "second", {}, {0}, {}, {}});
  plan.steps.push_back({StartContainer{"c", 1}, "third", {}, {1, 0}, {0}, 0});
  plan.up_to_date = {"x", "y"};
  plan.notices = {"beware"};
  EXPECT_EQ(to_string(plan),
            "[] #1 ensure image of a: first (stack.yaml:7)\n"
            "[1] #2 start container b-1: second\n"
            "[1,2,1?,tier one] #3 start container c-1: third\n"
            "up to date: x, y\n"
            "notice: beware\n");
}

TEST(Plan, WaitingChangesNothing) {
  Plan plan;
  EXPECT_FALSE(plan.changes_anything());
  plan.steps.push_back({AwaitReady{"a", 1}, "", {}, {}, {}, {}});
  plan.steps.push_back({AwaitJob{"b"}, "", {}, {}, {}, {}});
  EXPECT_FALSE(plan.changes_anything());
  plan.steps.push_back({StartContainer{"a", 1}, "", {}, {}, {}, {}});
  EXPECT_TRUE(plan.changes_anything());
}

}  // namespace
}  // namespace devstack::reconcile

// A plan as people read it.
#include "cli/show/plan_text.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace devstack::cli {
namespace {

struct Example {
  model::Stack stack;
  reconcile::Plan plan;

  Example() {
    for (const char* name : {"api", "db", "migrate", "redis"}) stack.services[name].name = name;
    stack.project = "shop";
    stack.services["migrate"].is_job = true;
    auto file = std::make_shared<SourceFile>();
    file->path = "stack.yaml";
    const SourceSpan line{file, 12, 1, 1};
    plan.up_to_date = {"db"};
    plan.steps = {
        {reconcile::CreateVolume{"data"}, "it does not exist", {}, {}},
        {reconcile::CreateContainer{"migrate", 1, ""}, "its inputs changed", {}, {0}},
        {reconcile::CreateContainer{"api", 1, "old"}, "environment.LEVEL changed", line, {}},
        {reconcile::StartContainer{"api", 1}, "it was made", {}, {2}},
        {reconcile::RemoveContainer{"mailhog", "id", false}, "not in the stack", {}, {}}};
    plan.notices = {"a notice"};
  }
};

TEST(PlanText, OneLineForEachService) {
  Example example;
  ui::Terminal terminal;
  terminal.columns = 71;
  EXPECT_EQ(plan_text(example.stack, example.plan, terminal),
            "  ~ api      recreate   environment.LEVEL changed        stack.yaml:12\n"
            "  = db       unchanged\n"
            "  + migrate  run        its inputs changed\n"
            "  - mailhog  remove     not in the stack\n"
            "  create volume data\n"
            "  a notice\n"
            "plan: 1 to recreate, 1 to run, 1 to remove, 1 unchanged\n");
}

TEST(PlanText, JsonHasServicesAndSteps) {
  Example example;
  const auto json = plan_json(example.stack, example.plan);
  EXPECT_EQ(json["schema"].as_string(), "devstack.plan/1");
  EXPECT_TRUE(json["changes"].as_bool());
  EXPECT_EQ(json["services"].items().size(), 4U);
  EXPECT_EQ(json["services"].items()[0]["change"].as_string(), "recreate");
  EXPECT_EQ(json["services"].items()[0]["where"].as_string(), "stack.yaml:12");
  EXPECT_EQ(json["steps"].items()[1]["after"].items()[0].as_int(), 0);
}

}  // namespace
}  // namespace devstack::cli

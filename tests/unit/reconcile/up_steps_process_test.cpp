// How the start of a process is gated.
#include <gmock/gmock.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

World with_process() {
  World world;
  world.service("db");
  world.service("llm").extension.process.emplace();
  auto& process = *world.stack.services.at("llm").extension.process;
  process.command = {"./llm.sh"};
  process.ready.emplace();
  world.service("api");
  world.observed.process_choices["llm"] = "";
  world.resources_exist();
  return world;
}

TEST(UpStepsProcess, ATierHoldsItAndItHoldsTheNext) {
  World world = with_process();
  world.tier("databases", {"db"});
  world.tier("host", {"llm"});
  world.tier("apps", {"api"});
  const std::string plan = to_string(world.up());
  EXPECT_THAT(plan, HasSubstr("[tier databases] #4 start process llm"));
  EXPECT_THAT(plan, HasSubstr("tier host] #7 start container api-1"));
}

TEST(UpStepsProcess, AnOptionalOneHoldsNoTier) {
  World world = with_process();
  world.stack.services.at("llm").extension.optional = true;
  world.tier("host", {"llm"});
  world.tier("apps", {"api"});
  EXPECT_THAT(to_string(world.up()), Not(HasSubstr("tier host")));
}

TEST(UpStepsProcess, WithoutWaitingItIsOnlyStarted) {
  World world = with_process();
  world.options.wait = false;
  const std::string plan = to_string(world.up());
  EXPECT_THAT(plan, HasSubstr("start process llm"));
  EXPECT_THAT(plan, Not(HasSubstr("await process")));
}

TEST(UpStepsProcess, StartedIsEnoughWhereTheEdgeSaysSo) {
  World world = with_process();
  world.depends("api", "llm", model::Condition::kStarted);
  const Plan plan = world.up();
  std::size_t started = 0;
  for (StepId id = 0; id < plan.steps.size(); ++id) {
    if (std::holds_alternative<StartProcess>(plan.steps[id].action)) started = id;
    const auto* start = std::get_if<StartContainer>(&plan.steps[id].action);
    if (start != nullptr && start->service == "api") {
      EXPECT_THAT(plan.steps[id].after, ::testing::Contains(started));
    }
  }
}

TEST(UpStepsProcess, CreateStartsNoProcess) {
  World world = with_process();
  EXPECT_THAT(to_string(plan_create(world.stack, world.observed, {})), Not(HasSubstr("process")));
}

}  // namespace
}  // namespace devstack::reconcile

// What happens to processes, as whole plans.
#include <gmock/gmock.h>

#include "reconcile/decision.hpp"
#include "world.hpp"

namespace devstack::reconcile {
namespace {

using host::ProcessCondition;
using ::testing::HasSubstr;
using ::testing::Not;

/// llm may run as a process and needs db; api needs llm to be healthy.
class DecisionProcessTest : public testing::Test {
 protected:
  DecisionProcessTest() {
    world_.service("db");
    auto& llm = world_.service("llm");
    llm.extension.process.emplace();
    llm.extension.process->command = {"./llm.sh"};
    llm.extension.process->span = world_.span();
    llm.extension.process->ready.emplace();
    llm.ports = {{8009, "8009", "", "tcp", world_.span()}};
    world_.depends("llm", "db");
    world_.service("api");
    world_.depends("api", "llm");
    world_.resources_exist();
    world_.observed.process_choices["llm"] = "";
  }

  void containers_run() {
    world_.container("db");
    world_.container("api");
  }
  ObservedProcess& process(ProcessCondition condition = ProcessCondition::kRunning) {
    ObservedProcess& made = world_.observed.processes["llm"];
    made.record.service = "llm";
    made.record.process = {4711, 99, "boot"};
    made.record.fields = process_fields(world_.stack, world_.stack.services.at("llm"));
    made.condition = condition;
    return made;
  }
  void proven() {
    world_.observed.readiness[process_readiness_key("llm")] =
        process_readiness_proof(world_.observed.processes.at("llm").record);
  }
  [[nodiscard]] std::string up() const { return to_string(world_.up()); }

  World world_;
};

TEST_F(DecisionProcessTest, FirstUpStartsItBetweenWhatItNeedsAndWhatNeedsIt) {
  expect_golden("process_first_up", up());
}

TEST_F(DecisionProcessTest, OneThatRunsAndIsProvenNeedsNothing) {
  containers_run();
  process();
  proven();
  const Plan plan = world_.up();
  EXPECT_FALSE(plan.changes_anything());
  EXPECT_THAT(plan.up_to_date, ::testing::ElementsAre("api", "db", "llm"));
}

TEST_F(DecisionProcessTest, AnotherStartThanTheProvenOneIsProvenAnew) {
  containers_run();
  process();
  proven();
  world_.observed.processes.at("llm").record.process.start_ticks = 100;
  EXPECT_THAT(up(), HasSubstr("await process llm: runs, but is not proven ready"));
}

TEST_F(DecisionProcessTest, TheMockContainerGoesBeforeTheProcessStarts) {
  containers_run();
  world_.container("llm");
  expect_golden("process_replaces_container", up());
}

TEST_F(DecisionProcessTest, TheProcessEndsBeforeTheMockContainerStarts) {
  containers_run();
  process();
  world_.observed.process_choices["llm"] = "gpu: needs 8 GiB, none found";
  expect_golden("container_replaces_process", up());
}

TEST_F(DecisionProcessTest, DriftIsNamed) {
  containers_run();
  process();
  proven();
  world_.stack.services.at("llm").extension.process->environment["LEVEL"] = "debug";
  expect_golden("process_drift", up());
}

TEST_F(DecisionProcessTest, CausesOfAStart) {
  containers_run();
  process(ProcessCondition::kEnded).record.exit_code = 3;
  EXPECT_THAT(up(), HasSubstr("start process llm: ended with exit code 3"));
  process(ProcessCondition::kEnded).record.stopped = true;
  EXPECT_THAT(up(), HasSubstr("start process llm: stopped"));
  process(ProcessCondition::kUnsupervised);
  EXPECT_THAT(up(), HasSubstr("end process llm: its supervisor is gone"));
  process(ProcessCondition::kBackingOff).record.stopped = false;
  EXPECT_THAT(up(), HasSubstr("keeps ending: ended with exit code 3"));
  world_.options.recreate = Recreate::kAlways;
  process();
  EXPECT_THAT(up(), HasSubstr("end process llm: --force-recreate"));
}

TEST_F(DecisionProcessTest, DownEndsItAfterItsDependentsAndForgetsIt) {
  containers_run();
  process();
  expect_golden("process_down", to_string(plan_down(world_.stack, world_.observed, {})));
}

TEST_F(DecisionProcessTest, StopKeepsItsRecordAndStartBringsItBack) {
  containers_run();
  process();
  EXPECT_THAT(to_string(plan_stop(world_.stack, world_.observed, {})),
              HasSubstr("stop process llm: to be stopped"));
  process(ProcessCondition::kEnded).record.stopped = true;
  EXPECT_THAT(to_string(plan_start(world_.stack, world_.observed, {})),
              HasSubstr("start process llm: stopped"));
  process();
  UpOptions named;
  named.services = {"llm"};
  EXPECT_THAT(to_string(plan_restart(world_.stack, world_.observed, named)),
              HasSubstr("end process llm: to be restarted"));
}

TEST_F(DecisionProcessTest, OneOfAnInactiveProfileStops) {
  world_.stack.disabled["llm"] = world_.stack.services.at("llm");
  world_.stack.services.erase("llm");
  world_.stack.services.at("api").depends_on.clear();
  world_.observed.process_choices.clear();
  containers_run();
  ObservedProcess& other = world_.observed.processes["llm"];
  other.record.service = "llm";
  other.condition = ProcessCondition::kRunning;
  EXPECT_THAT(up(), HasSubstr("stop process llm: its profile is not active"));
}

TEST_F(DecisionProcessTest, AnOrphanIsOnlyTakenAwayWhenAskedFor) {
  containers_run();
  process();
  proven();
  ObservedProcess& orphan = world_.observed.processes["old"];
  orphan.record.service = "old";
  orphan.condition = ProcessCondition::kRunning;
  EXPECT_THAT(up(), HasSubstr("not in the stack file: process old"));
  world_.options.remove_orphans = true;
  EXPECT_THAT(up(), HasSubstr("end process old: not in the stack file"));
}

TEST_F(DecisionProcessTest, ItsPortsAreLookedAtUnlessItHoldsThemItself) {
  const Plan first = world_.up();
  const auto wanted = wanted_ports(world_.stack, world_.observed, first);
  ASSERT_EQ(wanted.size(), 1U);
  EXPECT_EQ(wanted[0].port, 8009);
  containers_run();
  process(ProcessCondition::kUnsupervised);
  EXPECT_TRUE(wanted_ports(world_.stack, world_.observed, world_.up()).empty());
}

TEST_F(DecisionProcessTest, HealthyNeedsATestOfItsOwn) {
  world_.stack.services.at("llm").extension.process->ready.reset();
  EXPECT_THROW(static_cast<void>(world_.up()), ConfigError);
}

}  // namespace
}  // namespace devstack::reconcile

// Steps of processes, with a launcher that starts none.
#include <gmock/gmock.h>
#include <unistd.h>

#include "devstack/base/text.hpp"
#include "reconcile/engine_step_runner_steps.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class FakeLauncher final : public host::ProcessLauncher {
 public:
  Task<std::optional<host::CommandResult>> run(host::Command command, Duration) override {
    commands.push_back(std::move(command));
    co_return answer;
  }
  int start(const host::Background&) override { return 0; }

  std::vector<host::Command> commands;
  host::CommandResult answer;
};

Task<model::StringMap> users_environment() {
  co_return model::StringMap{{"HOME", "/home/dev"}, {"PORT", "1"}, {"LEVEL", "user's"}};
}

class RunnerProcessTest : public RunnerFixture {
 protected:
  RunnerProcessTest() {
    auto& service = world_.service("llm");
    service.extension.process.emplace();
    auto& process = *service.extension.process;
    process.command = {"./llm.sh"};
    process.working_dir = "/home/dev/shop";
    process.environment = {{"LEVEL", "debug"}};
    process.ready.emplace();
    process.ready->kind = model::LogProbe{"ready"};
    process.ready->within = Duration{300};
    service.ports = {{8009, "18009", "", "tcp", world_.span()}};
    world_.observed.process_choices["llm"] = "";
    paths_.executable = "/usr/bin/devstack";
    state().context.launcher = &launcher_;
    state().context.process_environment = users_environment;
  }

  /// This test is the process, and its own supervisor.
  host::ProcessRecord write_record(const std::string& log) {
    host::ProcessRecord record;
    record.service = "llm";
    record.supervisor = host::identify(::getpid()).value_or(host::ProcessIdentity{});
    record.process = record.supervisor;
    record.marker = "none";
    record.log = folder_.file("llm.log", log);
    host::ProcessRecords(store_.directory()).write(record);
    return record;
  }
  Step step() {
    Step made;
    made.action = AwaitProcess{"llm"};
    return made;
  }

  FakeLauncher launcher_;
};

TEST_F(RunnerProcessTest, TheOrderHasTheFilesWordsOverTheUsers) {
  expect_done(start_process(state(), step(), StartProcess{"llm"}));
  ASSERT_EQ(launcher_.commands.size(), 1U);
  EXPECT_THAT(launcher_.commands[0].argv, ElementsAre("/usr/bin/devstack", "__supervise", "llm"));
  const auto order = host::decode_supervised(launcher_.commands[0].input);
  ASSERT_TRUE(order);
  EXPECT_EQ(order->environment.at("HOME"), "/home/dev");
  EXPECT_EQ(order->environment.at("PORT"), "18009");
  EXPECT_EQ(order->environment.at("LEVEL"), "debug");
  EXPECT_EQ(order->working_dir, "/home/dev/shop");
  EXPECT_TRUE(order->log.ends_with("/processes/llm.log"));
  EXPECT_TRUE(order->marker.starts_with(world_.stack.id + "/llm/"));
  EXPECT_EQ(order->fields, process_fields(world_.stack, world_.stack.services.at("llm")));
}

TEST_F(RunnerProcessTest, ACommandThatCannotBeStartedIsReported) {
  launcher_.answer = {1, "", "cannot run ./llm.sh: No such file or directory\n"};
  const auto failed = expect_failed(start_process(state(), step(), StartProcess{"llm"}));
  EXPECT_EQ(failed.report.code, "DS3120");
  EXPECT_THAT(lines(failed, "host"), ElementsAre(HasSubstr("No such file")));
}

TEST_F(RunnerProcessTest, OneThatAnInterruptedRunHasStartedIsKept) {
  launcher_.answer = {1, "", "cannot lock /x"};
  auto record = write_record("");
  record.fields = process_fields(world_.stack, world_.stack.services.at("llm"));
  host::ProcessRecords(store_.directory()).write(record);
  expect_done(start_process(state(), step(), StartProcess{"llm"}));
}

TEST_F(RunnerProcessTest, ReadyIsRecordedForThisVeryStart) {
  const auto record = write_record("loading\nready to serve\n");
  expect_done(await_process(state(), step(), AwaitProcess{"llm"}));
  end_run();
  EXPECT_EQ(store_.read("readiness").at("process:llm"), process_readiness_proof(record));
  EXPECT_THAT(events<ServiceChanged>().back().detail, HasSubstr("process "));
}

TEST_F(RunnerProcessTest, NotReadyInTimeIsReportedWithTheLog) {
  write_record("loading\n");
  const auto failed = expect_failed(await_process(state(), step(), AwaitProcess{"llm"}));
  EXPECT_EQ(failed.report.code, "DS3104");
  EXPECT_THAT(lines(failed, "log"), ElementsAre("llm │ loading"));
}

TEST_F(RunnerProcessTest, AnEndIsReportedAtOnce) {
  auto record = write_record("no model\n");
  record.phase = host::ProcessPhase::kEnded;
  record.exit_code = 137;
  host::ProcessRecords(store_.directory()).write(record);
  const auto failed = expect_failed(await_process(state(), step(), AwaitProcess{"llm"}));
  EXPECT_EQ(failed.report.code, "DS3121");
  EXPECT_THAT(lines(failed, "exit"), ElementsAre("exit code 137 (signal 9)"));
}

TEST_F(RunnerProcessTest, ForgettingRemovesTheRecord) {
  auto record = write_record("");
  record.supervisor.start_ticks += 1;
  record.process.start_ticks += 1;
  const host::ProcessRecords records(store_.directory());
  records.write(record);
  StopProcess stop{"llm", std::chrono::seconds(1), StopProcess::Fate::kKeep};
  expect_done(stop_process(state(), stop));
  EXPECT_EQ(records.read().size(), 1U);
  stop.fate = StopProcess::Fate::kForget;
  expect_done(stop_process(state(), stop));
  EXPECT_TRUE(records.read().empty());
}

}  // namespace
}  // namespace devstack::reconcile

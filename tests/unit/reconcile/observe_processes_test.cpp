#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "devstack/host/process_tree.hpp"
#include "fakes/temporary_folder.hpp"
#include "world.hpp"

namespace devstack::reconcile {
namespace {

class ObserveProcessesTest : public testing::Test {
 protected:
  ObserveProcessesTest() : state_(folder_.path().string(), "engine", "project") {
    world_.stack.id = "observe" + std::to_string(::getpid());
    world_.service("llm").extension.process.emplace();
  }
  ~ObserveProcessesTest() override {
    if (child_ == 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }

  host::ProcessIdentity start_marked() {
    const std::string marker = std::string(host::kProcessMarker) + "=" + world_.stack.id + "/llm/1";
    child_ = ::fork();
    if (child_ == 0) {
      const std::vector<char*> environment{const_cast<char*>(marker.c_str()), nullptr};
      ::execle("/bin/sleep", "sleep", "60", nullptr, environment.data());
      ::_exit(127);
    }
    while (host::marked_processes(world_.stack.id).empty()) ::usleep(2'000);
    return host::identify(child_).value_or(host::ProcessIdentity{});
  }
  void write(const host::ProcessRecord& record) {
    host::ProcessRecords(state_.directory()).write(record);
  }

  World world_;
  fakes::TemporaryFolder folder_;
  host::StateStore state_;
  pid_t child_ = 0;
};

TEST_F(ObserveProcessesTest, NothingOnRecordNothingThere) {
  EXPECT_TRUE(observe_processes(world_.stack, state_).empty());
}

TEST_F(ObserveProcessesTest, ARecordOfAnotherBootHasEnded) {
  host::ProcessRecord record;
  record.service = "llm";
  record.marker = world_.stack.id + "/llm/1";
  record.supervisor = {::getpid(), 1, "another boot"};
  record.process = record.supervisor;
  write(record);
  const auto processes = observe_processes(world_.stack, state_);
  EXPECT_EQ(processes.at("llm").condition, host::ProcessCondition::kEnded);
}

TEST_F(ObserveProcessesTest, ALostRecordIsMadeUpForByTheMarker) {
  const auto child = start_marked();
  const auto processes = observe_processes(world_.stack, state_);
  ASSERT_TRUE(processes.contains("llm"));
  EXPECT_EQ(processes.at("llm").record.process, child);
  EXPECT_EQ(processes.at("llm").condition, host::ProcessCondition::kUnsupervised);
}

TEST_F(ObserveProcessesTest, AProcessWhoseSupervisorHasDiedStillRuns) {
  host::ProcessRecord record;
  record.service = "llm";
  record.marker = world_.stack.id + "/llm/1";
  record.process = start_marked();
  record.supervisor = {record.process.pid, 1, "another boot"};
  write(record);
  EXPECT_EQ(observe_processes(world_.stack, state_).at("llm").condition,
            host::ProcessCondition::kUnsupervised);
}

TEST_F(ObserveProcessesTest, TheChoiceDecidesElseWhatRuns) {
  Observed observed;
  EXPECT_FALSE(runs_as_process(observed, "llm"));
  observed.processes["llm"].condition = host::ProcessCondition::kRunning;
  EXPECT_TRUE(runs_as_process(observed, "llm"));
  observed.process_choices["llm"] = "not trusted: devstack trust";
  EXPECT_FALSE(runs_as_process(observed, "llm"));
  observed.process_choices["llm"] = "";
  observed.processes.clear();
  EXPECT_TRUE(runs_as_process(observed, "llm"));
}

}  // namespace
}  // namespace devstack::reconcile

#include "cli/show/process_summary.hpp"

#include <gmock/gmock.h>

#include "cli/show/service_urls.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

using host::ProcessCondition;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using std::chrono_literals::operator""s;

class ProcessSummaryTest : public testing::Test {
 protected:
  ProcessSummaryTest() {
    stack_.project = "shop";
    auto& llm = stack_.services["llm"];
    llm.name = "llm";
    llm.extension.process.emplace();
    llm.extension.process->command = {"./llm.sh", "--fast"};
    llm.ports = {{8009, "18009", "127.0.0.1", "tcp", {}}};
    auto& process = processes_["llm"];
    process.record.service = "llm";
    process.record.process = {4711, 99, "boot"};
    process.record.started_at = now_ - 120s;
    process.condition = ProcessCondition::kRunning;
  }

  [[nodiscard]] std::vector<engine::ContainerSummary> rows(
      std::vector<engine::ContainerSummary> containers = {}) const {
    add_processes(containers, stack_, processes_, now_);
    return containers;
  }
  static engine::ContainerSummary container(const std::string& service) {
    engine::ContainerSummary made;
    made.labels[model::labels::kService] = service;
    made.labels[model::labels::kContainerNumber] = "1";
    made.state = "running";
    return made;
  }

  model::Stack stack_;
  reconcile::ObservedProcesses processes_;
  SystemTime now_{std::chrono::seconds(1'763'700'000)};
};

TEST_F(ProcessSummaryTest, IsARowAmongTheContainersWithItsPorts) {
  const auto all = rows({container("api"), container("web")});
  ASSERT_EQ(all.size(), 3U);
  const auto& row = all[1];
  EXPECT_TRUE(is_process(row));
  EXPECT_FALSE(is_process(all[0]));
  EXPECT_EQ(row.image, "process 4711");
  EXPECT_EQ(row.name, "shop-llm-1");
  EXPECT_EQ(row.status, "Up 2 minutes");
  EXPECT_EQ(published_address(published_ports(all), "llm", 8009), "localhost:18009");
}

TEST_F(ProcessSummaryTest, AnEndedOneGivesWayToTheContainer) {
  processes_.at("llm").condition = ProcessCondition::kEnded;
  EXPECT_EQ(rows({container("llm")}).size(), 1U);
  const auto alone = rows();
  ASSERT_EQ(alone.size(), 1U);
  EXPECT_EQ(alone[0].state, "exited");
}

TEST_F(ProcessSummaryTest, WordsForEachState) {
  auto& process = processes_.at("llm");
  const auto text = [&] { return process_state_text(process, now_); };
  EXPECT_EQ(text(), "running");
  process.record.restarts = 5;
  EXPECT_EQ(text(), "running, restarts 5");
  process.condition = ProcessCondition::kBackingOff;
  process.record.exit_code = 1;
  process.record.next_start = now_ + 8s;
  EXPECT_EQ(text(), "exited (1), restarts 5, backing off 8s");
  process.condition = ProcessCondition::kUnsupervised;
  EXPECT_EQ(text(), "running, its supervisor is gone");
  process.condition = ProcessCondition::kEnded;
  EXPECT_EQ(text(), "exited (1)");
  process.record.stopped = true;
  EXPECT_EQ(text(), "stopped");
}

TEST_F(ProcessSummaryTest, ReadyOnlyWithTheProofOfThisStart) {
  stack_.services["llm"].extension.process->ready.emplace();
  host::StateStore::Record readiness;
  const auto row = [&] {
    auto all = service_statuses(stack_, rows(), readiness);
    describe_processes(all, stack_, processes_, readiness, now_);
    return all.at(0);
  };
  EXPECT_EQ(row().health_text, "not proven");
  EXPECT_EQ(row().state, ServiceState::kStarting);
  readiness["process:llm"] = "4711@98";
  EXPECT_EQ(row().health_text, "not proven");
  readiness["process:llm"] = "4711@99";
  EXPECT_EQ(row().health_text, "ready");
  EXPECT_EQ(row().state, ServiceState::kReady);
  EXPECT_THAT(row().urls, ElementsAre(HasSubstr("localhost:18009")));
  EXPECT_EQ(row().implementation_text, "process 4711");
}

TEST_F(ProcessSummaryTest, AProgramReadsPidRestartsAndCommand) {
  processes_.at("llm").record.restarts = 2;
  const auto entry = process_ps_entry(stack_, rows().at(0), processes_.at("llm"));
  EXPECT_EQ(entry["Implementation"].as_string(), "process");
  EXPECT_EQ(entry["Pid"].as_int(), 4711);
  EXPECT_EQ(entry["Restarts"].as_int(), 2);
  EXPECT_EQ(entry["Service"].as_string(), "llm");
  EXPECT_THAT(entry["Command"].as_string(), HasSubstr("./llm.sh --fast"));
}

}  // namespace
}  // namespace devstack::cli

#include <gmock/gmock.h>

#include "reconcile/step_report.hpp"
#include "world.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::HasSubstr;

class ProcessReportTest : public testing::Test {
 protected:
  ProcessReportTest() {
    service_ = &world_.service("llm");
    service_->extension.process.emplace();
    service_->extension.process->command = {"/bin/sh", "-c", "./llm.sh --fast"};
    service_->extension.process->span = world_.span();
  }
  static std::string text(const FailureReport& report, const std::string& label) {
    for (const auto& line : report.lines) {
      if (line.label == label) return line.text + "  " + line.where;
    }
    return {};
  }

  World world_;
  model::Service* service_ = nullptr;
};

TEST_F(ProcessReportTest, ACommandThatCannotBeStartedNamesItAndItsPlace) {
  const auto failed = process_not_started(*service_, "cannot run ./llm.sh: No such file",
                                          ", so api was not started");
  EXPECT_EQ(failed.report.code, "DS3120");
  EXPECT_EQ(failed.report.title, "the process of llm cannot be started, so api was not started");
  EXPECT_THAT(text(failed.report, "host"), HasSubstr("No such file  stack.yaml:"));
  EXPECT_THAT(text(failed.report, "command"), HasSubstr("./llm.sh --fast"));
  EXPECT_EQ(failed.report.next.size(), 1U) << "there is no mock to fall back on";
}

TEST_F(ProcessReportTest, AnEndBeforeReadyHasCodeLogAndPlace) {
  probe::ProcessVerdict verdict;
  verdict.outcome = probe::Outcome::kExited;
  verdict.ending = "exit code 3";
  const model::ProbeSpec spec;
  const std::string and_so;
  const auto failed = process_not_ready({*service_, spec, verdict, and_so, "loading\nno model\n"});
  EXPECT_EQ(failed.report.code, "DS3121");
  EXPECT_EQ(failed.exit_code, ExitCode::kFailed);
  EXPECT_THAT(text(failed.report, "exit"), HasSubstr("exit code 3  stack.yaml:"));
  EXPECT_EQ(failed.report.lines.back().text, "llm │ no model");
}

TEST_F(ProcessReportTest, NotReadyInTimeShowsTheTries) {
  probe::ProcessVerdict verdict;
  verdict.outcome = probe::Outcome::kDeadline;
  verdict.tries = 12;
  verdict.took = Duration{30'000};
  verdict.last = {{Duration{29'000}, false, "connection refused"}};
  model::ProbeSpec spec;
  spec.kind = model::TcpProbe{8009};
  const std::string and_so;
  const auto failed = process_not_ready({*service_, spec, verdict, and_so, ""});
  EXPECT_EQ(failed.report.code, "DS3104");
  EXPECT_EQ(failed.exit_code, ExitCode::kNotReady);
  EXPECT_THAT(text(failed.report, "probe"), HasSubstr("tcp :8009: not passed within 30"));
  EXPECT_THAT(text(failed.report, "last"), HasSubstr("connection refused"));
}

}  // namespace
}  // namespace devstack::reconcile

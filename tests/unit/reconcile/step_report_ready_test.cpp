#include <gtest/gtest.h>

#include "reconcile/step_report.hpp"
#include "world.hpp"

namespace devstack::reconcile {
namespace {

class StepReportReady : public ::testing::Test {
 protected:
  StepReportReady() {
    model::HttpProbe http;
    http.port = 8080;
    http.path = "/health";
    spec_.kind = http;
    container_.status = "exited";
    container_.exit_code = 137;
  }

  StepFailed report() {
    const NotReady input{service_, spec_, target_, verdict_, ", so web was not started", "a\nb\n"};
    return not_ready(input);
  }
  static std::string line(const StepFailed& failed, const std::string& label) {
    for (const auto& line : failed.report.lines) {
      if (line.label == label) return line.text;
    }
    return "(none)";
  }

  World world_;
  model::Service& service_ = world_.service("api");
  model::ProbeSpec spec_;
  probe::Target target_;
  probe::Verdict verdict_;
  engine::ContainerDetails container_;
};

TEST_F(StepReportReady, ADeadlineShowsProbeAttemptsAndLog) {
  target_.address = "172.20.0.5";
  verdict_.outcome = probe::Outcome::kDeadline;
  verdict_.tries = 7;
  verdict_.took = Duration{2000};
  verdict_.last = {{Duration{100}, false, "connection refused"}, {Duration{1900}, false, "503"}};
  const StepFailed failed = report();
  EXPECT_EQ(failed.exit_code, ExitCode::kNotReady);
  EXPECT_EQ(failed.report.code, "DS3104");
  EXPECT_EQ(failed.report.title, "api is not ready, so web was not started");
  EXPECT_EQ(line(failed, "probe").find("GET http://172.20.0.5:8080/health: not passed within 2"),
            0U);
  EXPECT_NE(line(failed, "probe").find("(7 tries)"), std::string::npos);
  EXPECT_EQ(line(failed, "last").find("503"), 0U);
  EXPECT_EQ(line(failed, "before").find("connection refused"), 0U);
  EXPECT_EQ(line(failed, "log"), "api │ a");
}

TEST_F(StepReportReady, TheEnginesVerdictIsQuoted) {
  verdict_.outcome = probe::Outcome::kUnhealthy;
  engine::HealthLogEntry entry;
  entry.exit_code = 2;
  entry.output = "no answer";
  container_.health_log.push_back(entry);
  verdict_.container = container_;
  EXPECT_EQ(line(report(), "engine"), "says unhealthy: exit 2 no answer");
}

TEST_F(StepReportReady, AnExitTellsCodeAndSignal) {
  verdict_.outcome = probe::Outcome::kExited;
  verdict_.container = container_;
  const StepFailed failed = report();
  EXPECT_EQ(failed.exit_code, ExitCode::kFailed);
  EXPECT_EQ(failed.report.code, "DS3102");
  EXPECT_EQ(failed.report.title, "api exited before it was ready, so web was not started");
  EXPECT_EQ(line(failed, "exit"), "exit code 137 (signal 9)");
}

TEST_F(StepReportReady, ACrashLoopIsCalledSo) {
  container_.status = "restarting";
  container_.exit_code = 1;
  container_.restart_count = 3;
  const StepFailed failed = exited_early(service_, container_, "", "");
  EXPECT_EQ(failed.report.title, "api keeps crashing");
  EXPECT_EQ(line(failed, "exit"), "exit code 1, restarted 3 times by its restart policy");
}

TEST_F(StepReportReady, RunningOutOfMemoryNamesTheLimit) {
  container_.oom_killed = true;
  EXPECT_NE(line(exited_early(service_, container_, "", ""), "memory").find("no mem_limit"),
            std::string::npos);
  service_.mem_limit = 256 * 1024 * 1024;
  const StepFailed failed = exited_early(service_, container_, "", "");
  EXPECT_EQ(failed.report.code, "DS3103");
  EXPECT_EQ(line(failed, "memory"), "mem_limit is 256 MiB");
}

TEST_F(StepReportReady, ARemovedContainerIsAFailureNotADeadline) {
  verdict_.outcome = probe::Outcome::kExited;
  const StepFailed failed = report();
  EXPECT_EQ(failed.exit_code, ExitCode::kFailed);
  EXPECT_EQ(failed.report.code, "DS3102");
  EXPECT_EQ(failed.report.title,
            "the container of api was removed before it was ready, so web was not started");
}

TEST_F(StepReportReady, JobsTellTheirEndAndTheirLimit) {
  container_.exit_code = 3;
  const StepFailed failed = job_failed(service_, container_, ", so web was not started", "boom");
  EXPECT_EQ(failed.report.code, "DS3201");
  EXPECT_EQ(failed.report.title, "job api failed with exit code 3, so web was not started");
  EXPECT_EQ(line(failed, "log"), "api │ boom");

  model::Job job;
  job.span = world_.span();
  service_.extension.job = job;
  const StepFailed late = job_timed_out(service_, Duration{90'000}, "", "");
  EXPECT_EQ(late.report.code, "DS3202");
  EXPECT_EQ(late.report.lines.at(0).where, job.span.file_and_line());
}

}  // namespace
}  // namespace devstack::reconcile

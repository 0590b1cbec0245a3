#include "devstack/probe/process_prober.hpp"

#include <gmock/gmock.h>

#include "fakes/temporary_folder.hpp"

namespace devstack::probe {
namespace {

using ::testing::HasSubstr;
using std::chrono_literals::operator""ms;

class ProcessProberTest : public testing::Test {
 protected:
  ProcessVerdict wait(model::ProbeKind kind) {
    model::ProbeSpec spec;
    spec.kind = std::move(kind);
    spec.within = 2'000ms;
    const ProcessProbeContext context{{client_, *transport_, loop_, false}, *launcher_};
    return loop_.run(await_process(context, target_, spec, watch_, {}));
  }
  Attempt once(model::ProbeKind kind) {
    model::ProbeSpec spec;
    spec.kind = std::move(kind);
    const ProcessProbeContext context{{client_, *transport_, loop_, false}, *launcher_};
    return loop_.run(probe_process_once(context, target_, spec));
  }

  io::Loop loop_;
  std::unique_ptr<io::Transport> transport_ = io::make_transport(loop_);
  engine::Client client_{*transport_, loop_, engine::parse_host("unix:///nonexistent.sock")};
  std::unique_ptr<host::ProcessLauncher> launcher_ = host::make_process_launcher(loop_);
  fakes::TemporaryFolder folder_;
  ProcessTarget target_{"api", "", 0, folder_.path().string(), {}};
  ProcessWatch watch_ = [] { return std::optional<std::string>(); };
};

TEST_F(ProcessProberTest, ALineOfItsLogOfThisStart) {
  target_.log = folder_.file("log", "ready long ago\nloading\n");
  target_.log_begin = 15;
  EXPECT_FALSE(once(model::LogProbe{"ready"}).passed);
  EXPECT_EQ(wait(model::LogProbe{"ready"}).outcome, Outcome::kDeadline);
  folder_.file("log", "ready long ago\nloading\nready\n");
  EXPECT_EQ(wait(model::LogProbe{"ready"}).outcome, Outcome::kReady);
}

TEST_F(ProcessProberTest, ACommandOfTheHostInItsFolderAndEnvironment) {
  target_.environment = {{"PATH", "/usr/bin:/bin"}, {"WORD", "hello"}};
  const auto passed = once(model::ExecProbe{{"sh", "-c", "echo $WORD from $PWD"}, "hello from"});
  EXPECT_TRUE(passed.passed) << passed.result;
  EXPECT_THAT(passed.result, HasSubstr(folder_.path().filename().string()));
  EXPECT_FALSE(once(model::ExecProbe{{"sh", "-c", "exit 4"}, ""}).passed);
  EXPECT_FALSE(once(model::ExecProbe{{"sh", "-c", "echo x"}, "y"}).passed);
  EXPECT_THAT(once(model::ExecProbe{{"no-such-program"}, ""}).result, HasSubstr("no such program"));
}

TEST_F(ProcessProberTest, APortThatNobodyListensAtIsNotReady) {
  EXPECT_FALSE(once(model::TcpProbe{1}).passed);
}

TEST_F(ProcessProberTest, ItsEndEndsTheWaitEvenWhenSomebodyElseAnswers) {
  target_.log = folder_.file("log", "ready\n");
  watch_ = [] { return std::optional<std::string>("exit code 3"); };
  const auto verdict = wait(model::LogProbe{"ready"});
  EXPECT_EQ(verdict.outcome, Outcome::kExited);
  EXPECT_EQ(verdict.ending, "exit code 3");
  EXPECT_LT(verdict.took, 1'000ms);
}

TEST_F(ProcessProberTest, WithoutATestItHasToLiveForAMoment) {
  const auto verdict = wait(model::RunningProbe{});
  EXPECT_EQ(verdict.outcome, Outcome::kReady);
  EXPECT_GE(verdict.took, 500ms);
}

}  // namespace
}  // namespace devstack::probe

#include "devstack/host/process_control.hpp"

#include <gmock/gmock.h>

#include "supervised_fixture.hpp"

namespace devstack::host {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

class ProcessControlTest : public SupervisedTest {
 protected:
  void kill_supervisor() {
    const auto supervisor = record()->supervisor;
    EXPECT_TRUE(send_signal(supervisor, SIGKILL, SignalScope::kProcess));
    EXPECT_TRUE(eventually([&supervisor] { return !is_alive(supervisor); }));
  }
};

TEST_F(ProcessControlTest, WithoutItsSupervisorAProcessIsStillFoundAndEnded) {
  ASSERT_EQ(start("setsid sleep 71 & exec sleep 70"), 0) << problem_;
  ASSERT_TRUE(eventually([this] { return ours().size() == 2; }));
  kill_supervisor();
  EXPECT_EQ(condition_of(*record()), ProcessCondition::kUnsupervised);
  EXPECT_TRUE(end(1s));
  EXPECT_THAT(ours(), IsEmpty());
  EXPECT_EQ(condition_of(*record()), ProcessCondition::kEnded);
}

TEST_F(ProcessControlTest, AProcessKilledBehindTheSupervisorsBackIsStartedAgain) {
  ASSERT_EQ(start("exec sleep 72", RestartRule::kOnFailure), 0) << problem_;
  const auto before = record();
  EXPECT_TRUE(send_signal(before->process, SIGKILL, SignalScope::kProcess));
  ASSERT_TRUE(eventually([this] {
    return record()->restarts == 1 && condition_of(*record()) == ProcessCondition::kRunning;
  }));
  EXPECT_NE(record()->process, before->process);
  EXPECT_EQ(record()->exit_code, 128 + SIGKILL);
  EXPECT_TRUE(end(1s));
}

TEST_F(ProcessControlTest, ASupervisorThatHangsIsReplacedByOurOwnHands) {
  ASSERT_EQ(start("exec sleep 73"), 0) << problem_;
  EXPECT_TRUE(send_signal(record()->supervisor, SIGSTOP, SignalScope::kProcess));
  EXPECT_TRUE(end(100ms));
  EXPECT_THAT(ours(), IsEmpty());
  EXPECT_TRUE(eventually([this] { return !is_alive(record()->supervisor); }));
}

TEST_F(ProcessControlTest, APidThatNowMeansAnotherProcessIsLeftAlone) {
  ProcessRecord stale;
  stale.service = "api";
  stale.marker = project_ + "/none/1";
  stale.supervisor = identify(::getppid()).value_or(ProcessIdentity{});
  stale.process = stale.supervisor;
  ++stale.supervisor.start_ticks;
  ++stale.process.start_ticks;
  EXPECT_EQ(condition_of(stale), ProcessCondition::kEnded);
  EXPECT_TRUE(loop_.run(end_process(loop_, records_, stale, 100ms)));
  EXPECT_TRUE(identify(::getppid()).has_value());
}

TEST_F(ProcessControlTest, SignalsReachTheWholeGroup) {
  ASSERT_EQ(start("trap 'echo got it' HUP; echo up; while :; do sleep 0.05; done"), 0);
  ASSERT_TRUE(eventually([this] { return log().find("up") != std::string::npos; }));
  EXPECT_TRUE(loop_.run(signal_process(loop_, records_, *record(), SIGHUP)));
  EXPECT_TRUE(eventually([this] { return log().find("got it") != std::string::npos; }));
  EXPECT_TRUE(end(1s));
}

TEST_F(ProcessControlTest, LostProcessesAreEndedByTheirMarker) {
  ASSERT_EQ(start("exec sleep 74"), 0) << problem_;
  kill_supervisor();
  records_.remove("api");
  EXPECT_TRUE(loop_.run(end_processes(loop_, project_ + "/", 1s)));
  EXPECT_THAT(ours(), IsEmpty());
}

/// Answers as the hidden command would.
class FakeLauncher final : public ProcessLauncher {
 public:
  Task<std::optional<CommandResult>> run(Command command, Duration) override {
    asked = std::move(command);
    co_return answer;
  }
  int start(const Background&) override { return 0; }

  Command asked;
  std::optional<CommandResult> answer = CommandResult{};
};

TEST_F(ProcessControlTest, TheOrderGoesThroughStdinAndNoArgument) {
  FakeLauncher launcher;
  Supervised wanted = order("true");
  wanted.environment["SECRET"] = "s3cret";
  EXPECT_FALSE(loop_.run(start_supervised(launcher, "/usr/bin/devstack", wanted)));
  EXPECT_THAT(launcher.asked.argv,
              ::testing::ElementsAre("/usr/bin/devstack", "__supervise", "api"));
  EXPECT_THAT(launcher.asked.input, HasSubstr("s3cret"));

  launcher.answer = CommandResult{1, "", "cannot run x: No such file\n"};
  EXPECT_EQ(loop_.run(start_supervised(launcher, "/usr/bin/devstack", wanted)),
            "cannot run x: No such file");
  launcher.answer.reset();
  EXPECT_TRUE(loop_.run(start_supervised(launcher, "/gone", wanted)).has_value());
}

}  // namespace
}  // namespace devstack::host

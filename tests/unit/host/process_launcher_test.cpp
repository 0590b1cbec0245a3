#include "devstack/host/process_launcher.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <unistd.h>

#include <charconv>

#include "devstack/base/text.hpp"
#include "fakes/temporary_folder.hpp"
#include "host/file_text.hpp"

namespace devstack::host {
namespace {

using testing::HasSubstr;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""ms;

class ProcessLauncherTest : public testing::Test {
 protected:
  std::optional<CommandResult> run(std::vector<std::string> argv, std::string input = {},
                                   Duration limit = 10s) {
    Command command;
    command.argv = std::move(argv);
    command.input = std::move(input);
    return loop_.run(launcher_->run(command, limit));
  }
  std::optional<CommandResult> shell(const std::string& line, Duration limit = 10s) {
    return run({"sh", "-c", line}, {}, limit);
  }

  io::Loop loop_;
  std::unique_ptr<ProcessLauncher> launcher_ = make_process_launcher(loop_);
};

TEST_F(ProcessLauncherTest, GivesOutputErrorAndExitCode) {
  const auto result = shell("echo out; echo err >&2; exit 7");
  ASSERT_TRUE(result);
  EXPECT_EQ(result->exit_code, 7);
  EXPECT_EQ(result->output, "out\n");
  EXPECT_EQ(result->error, "err\n");
}

TEST_F(ProcessLauncherTest, FeedsInputLargerThanAPipe) {
  const std::string input(300'000, 'x');
  const auto result = run({"wc", "-c"}, input);
  ASSERT_TRUE(result);
  EXPECT_EQ(trim(result->output), "300000");
}

TEST_F(ProcessLauncherTest, KeepsAMebibyteAndReadsOn) {
  const auto result = shell("head -c 3000000 /dev/zero; exit 3");
  ASSERT_TRUE(result);
  EXPECT_EQ(result->output.size(), std::size_t{1} << 20);
  EXPECT_EQ(result->exit_code, 3);
}

TEST_F(ProcessLauncherTest, GivesErrorsAsTheyCome) {
  std::string heard;
  Command command;
  command.argv = {"sh", "-c", "head -c 100000 /dev/zero >&2; echo out"};
  command.on_error = [&heard](std::string_view piece) { heard += piece; };
  const auto result = loop_.run(launcher_->run(command, 10s));
  ASSERT_TRUE(result);
  EXPECT_EQ(heard.size(), 100'000U);
  EXPECT_EQ(result->error.size(), 65'536U) << "what is kept has a limit";
}

TEST_F(ProcessLauncherTest, IsEmptyWithoutTheProgram) {
  EXPECT_FALSE(run({"devstack-no-such-program"}));
  EXPECT_FALSE(run({"/nonexistent/program"}));
}

TEST_F(ProcessLauncherTest, RunsInTheFolderThatIsAskedFor) {
  const fakes::TemporaryFolder folder;
  Command command;
  command.argv = {"pwd", "-P"};
  command.working_dir = folder.path().string();
  const auto result = loop_.run(launcher_->run(command, Duration{10'000}));
  ASSERT_TRUE(result);
  EXPECT_EQ(trim(result->output), std::filesystem::canonical(folder.path()).string());
}

TEST_F(ProcessLauncherTest, AProgramBeyondItsLimitIsKilled) {
  const auto result = shell("echo begun; sleep 60", 200ms);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->exit_code, 128 + SIGKILL);
  EXPECT_EQ(result->output, "begun\n");
}

TEST_F(ProcessLauncherTest, WhatItLeavesInItsGroupDiesWithIt) {
  const auto result = shell("sleep 60 & echo $!");
  ASSERT_TRUE(result);
  pid_t pid = 0;
  const auto text = trim(result->output);
  std::from_chars(text.data(), text.data() + text.size(), pid);
  ASSERT_GT(pid, 0);
  // A killed process takes a moment to die, and its new parent another to reap it.
  const auto is_alive = [pid] {
    const auto status = file_text("/proc/" + std::to_string(pid) + "/status");
    return status && status->find("State:\tZ") == std::string::npos &&
           status->find("State:\tX") == std::string::npos;
  };
  for (int tries = 0; tries < 500 && is_alive(); ++tries) loop_.run(loop_.sleep(10ms));
  EXPECT_FALSE(is_alive());
}

TEST_F(ProcessLauncherTest, TheChildHasItsOwnGroupAndPlainSignals) {
  sigset_t blocked, before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTERM);
  sigprocmask(SIG_BLOCK, &blocked, &before);
  const auto handler = ::signal(SIGPIPE, SIG_IGN);
  const auto result = shell("cat /proc/self/status; ps -o pgid= -p $$ 2>/dev/null; echo group $$");
  ::signal(SIGPIPE, handler);
  sigprocmask(SIG_SETMASK, &before, nullptr);
  ASSERT_TRUE(result);
  EXPECT_THAT(result->output, HasSubstr("SigBlk:\t0000000000000000"));
  EXPECT_THAT(result->output, HasSubstr("SigIgn:\t0000000000000000"));
}

/// Descriptors that whoever started the test left open for all below it; not ours to close.
int inherited_descriptors() {
  int count = 0;
  for (int fd = STDERR_FILENO + 1; fd < 256; ++fd) {
    const int flags = ::fcntl(fd, F_GETFD);
    if (flags >= 0 && (flags & FD_CLOEXEC) == 0) ++count;
  }
  return count;
}

TEST_F(ProcessLauncherTest, NoDescriptorLeaksIntoTheChild) {
  const int inherited = inherited_descriptors();
  const auto other = launcher_->run(Command{{"sleep", "0"}, {}, {}}, Duration{1'000});
  const auto result = shell("ls /proc/self/fd | wc -l");
  ASSERT_TRUE(result);
  // Three of its own, and the folder that ls reads.
  EXPECT_EQ(trim(result->output), std::to_string(4 + inherited));
}

TEST_F(ProcessLauncherTest, CancellingKillsAndReaps) {
  const fakes::TemporaryFolder folder;
  const std::string file = (folder.path() / "pid").string();
  {
    auto task = launcher_->run(Command{{"sh", "-c", "echo $$ > " + file + "; sleep 60"}, {}, {}},
                               Duration{60'000});
    task.start();
    while (file_text(file).value_or("").empty()) loop_.run(loop_.sleep(Duration{1}));
  }
  pid_t pid = 0;
  const std::string text = file_text(file).value_or("");
  std::from_chars(text.data(), text.data() + text.size(), pid);
  EXPECT_EQ(::kill(pid, 0), -1);
}

}  // namespace
}  // namespace devstack::host

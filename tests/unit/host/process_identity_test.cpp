#include "devstack/host/process_identity.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace devstack::host {
namespace {

pid_t sleeper() {
  const pid_t child = ::fork();
  if (child == 0) {
    ::setpgid(0, 0);
    ::execl("/bin/sleep", "sleep", "60", nullptr);
    ::_exit(127);
  }
  ::setpgid(child, child);
  return child;
}

TEST(ProcessIdentity, KnowsItselfAndNobodyElse) {
  const auto self = identify(::getpid());
  ASSERT_TRUE(self);
  EXPECT_GT(self->start_ticks, 0U);
  EXPECT_FALSE(self->boot_id.empty());
  EXPECT_TRUE(is_alive(*self));
  ProcessIdentity other = *self;
  ++other.start_ticks;
  EXPECT_FALSE(is_alive(other)) << "same pid, another start";
  other = *self;
  other.boot_id = "another boot";
  EXPECT_FALSE(is_alive(other));
  EXPECT_FALSE(is_alive({}));
  EXPECT_FALSE(identify(0x7ffffffe));
}

TEST(ProcessIdentity, AZombieIsNotAlive) {
  const pid_t child = sleeper();
  const auto identity = identify(child);
  ASSERT_TRUE(identity);
  EXPECT_TRUE(send_signal(*identity, SIGKILL, SignalScope::kProcess));
  siginfo_t info{};
  ::waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT);
  EXPECT_FALSE(is_alive(*identity));
  ::waitpid(child, nullptr, 0);
}

TEST(ProcessIdentity, ASignalReachesOnlyThatVeryProcess) {
  const pid_t child = sleeper();
  auto identity = identify(child).value_or(ProcessIdentity{});
  ProcessIdentity reused = identity;
  reused.start_ticks += 100;
  EXPECT_FALSE(send_signal(reused, SIGKILL, SignalScope::kProcess));
  EXPECT_FALSE(send_signal(reused, SIGKILL, SignalScope::kGroup));
  EXPECT_TRUE(is_alive(identity));
  EXPECT_TRUE(send_signal(identity, SIGKILL, SignalScope::kGroup));
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status));
}

}  // namespace
}  // namespace devstack::host

// What the user reads when a command is over.
#include "devstack/base/error.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>

namespace devstack {
namespace {

TEST(RenderError, ShowsMessageDetailsAndHint) {
  Error error(ExitCode::kConflict, "DS2101", "port 5432 is in use", "stop it\nor choose another");
  error.add_detail("held by  postgres (pid 1234)");
  EXPECT_EQ(render(error),
            "error[DS2101]: port 5432 is in use\n"
            "  held by  postgres (pid 1234)\n"
            "  hint  stop it\n"
            "        or choose another\n");
}

TEST(RenderError, LeavesOutWhatIsNotThere) {
  EXPECT_EQ(render(Error(ExitCode::kBug, "", "odd")), "error: odd\n");
}

TEST(RenderError, MakesForeignBytesVisible) {
  Error error(ExitCode::kFailed, "DS1", "bad \x1b[2J", "try \x07");
  error.add_detail("log \xFF");
  EXPECT_EQ(render(error), "error[DS1]: bad \\x1b[2J\n  log \\xff\n  hint  try \\x07\n");
}

TEST(UsageErrors, HaveTheirExitCode) {
  EXPECT_EQ(UsageError("x").exit_code(), ExitCode::kUsage);
  EXPECT_EQ(UsageError("x").code(), "DS1001");
  EXPECT_EQ(UsageError("DS1002", "x", "").code(), "DS1002");
}

Diagnostic finding(Severity severity, std::string message) {
  return {severity, "DS1203", std::move(message), {}, "", {}, ""};
}

TEST(ConfigErrors, CountWhatTheyHold) {
  const ConfigError error({finding(Severity::kError, "a"), finding(Severity::kWarning, "b"),
                           finding(Severity::kError, "c"), finding(Severity::kError, "d")});
  EXPECT_STREQ(error.what(),
               "error[DS1203]: a\nwarning[DS1203]: b\nerror[DS1203]: c\nerror[DS1203]: d\n"
               "3 errors, 1 warning");
  EXPECT_EQ(render(error), std::string(error.what()) + "\n");
}

TEST(ConfigErrors, SayWhatTheCapLeftOut) {
  const ConfigError error({finding(Severity::kError, "a")}, 12);
  EXPECT_STREQ(error.what(), "error[DS1203]: a\n1 error (12 more not shown)");
}

TEST(HostErrors, SayWhatFailedOnWhatAndWhy) {
  const HostError error("cannot read", "/x", EACCES, "look at its mode");
  EXPECT_STREQ(error.what(), "cannot read /x: Permission denied");
  EXPECT_EQ(error.error_number(), EACCES);
  EXPECT_EQ(error.hint(), "look at its mode");
  EXPECT_EQ(error.code(), "DS4001");
}

TEST(HostErrors, KnowWhatHelpsAgainstSomeCauses) {
  for (const int number : {ENOSPC, EDQUOT, EIO, EROFS, EMFILE, ENFILE}) {
    EXPECT_NE(HostError("cannot write", "/x", number).hint(), "") << number;
  }
  EXPECT_EQ(HostError("cannot write", "/x", ENOSPC, "use --to").hint(), "use --to");
  EXPECT_EQ(HostError("cannot write", "/x", ENOENT).hint(), "");
}

TEST(Interruptions, ExitAsShellsExpect) {
  EXPECT_EQ(Interrupted(SIGINT).exit_code(), ExitCode::kInterrupted);
  EXPECT_EQ(Interrupted(SIGTERM).exit_code(), ExitCode::kTerminated);
  EXPECT_EQ(Interrupted(SIGHUP).exit_code(), ExitCode::kHangup);
  EXPECT_EQ(render(Interrupted(SIGINT)), "error: interrupted\n");
}

}  // namespace
}  // namespace devstack

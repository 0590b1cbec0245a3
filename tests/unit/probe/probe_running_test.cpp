// A service without any test is judged by its process alone.
#include <gtest/gtest.h>

#include "probe/attempt.hpp"
#include "probe_fixture.hpp"

namespace devstack::probe {
namespace {

using ProbeRunning = ProbeTest;

TEST_F(ProbeRunning, LooksAtTheProcess) {
  struct Case {
    std::string status;
    int exit_code;
    bool passes;
    std::string result;
  };
  const std::vector<Case> cases{
      {"running", 0, true, "running"},
      {"restarting", 1, false, "restarting (exit 1)"},
      {"exited", 137, false, "exited (exit 137)"},
      {"created", 0, false, "created (exit 0)"},
  };
  for (const Case& c : cases) {
    container.status = c.status;
    container.exit_code = c.exit_code;
    const Finding finding = run(try_running(context, target));
    EXPECT_EQ(finding.passed, c.passes) << c.status;
    EXPECT_EQ(finding.result, c.result);
  }
}

/// Between two runs some engines say both.
TEST_F(ProbeRunning, DoesNotTakeARestartForARun) {
  engine = [](const std::string&) {
    return fakes::Reply{200, R"({"Id":"c1","State":{"Status":"restarting","Running":true}})"};
  };
  EXPECT_FALSE(run(try_running(context, target)).passed);
}

TEST_F(ProbeRunning, NoticesThatTheContainerIsGone) {
  container.exists = false;
  const Finding finding = run(try_running(context, target));
  EXPECT_FALSE(finding.passed);
  EXPECT_EQ(finding.result, "the container is gone");
}

}  // namespace
}  // namespace devstack::probe

// Exit codes and where messages go, through the whole program.
#include "unit/cli/captured.hpp"

namespace devstack::cli {
namespace {

TEST(App, VersionAndHelpNeedNothing) {
  EXPECT_EQ(run_captured({"version", "--short"}).out, "0.1.0\n");
  EXPECT_EQ(run_captured({"--version"}).status, 0);
  const auto help = run_captured({"up", "--help"});
  EXPECT_EQ(help.status, 0);
  EXPECT_NE(help.out.find("Usage: devstack up"), std::string::npos);
}

TEST(App, UsageErrorsExitWith2AndGoToStderr) {
  const auto answer = run_captured({"frobnicate"});
  EXPECT_EQ(answer.status, 2);
  EXPECT_EQ(answer.out, "");
  EXPECT_TRUE(answer.err.starts_with("error[DS1001]: there is no command \"frobnicate\""));
}

TEST(App, ExplainKnowsThePagesOfDocs) {
  const auto page = run_captured({"explain", "ds1001"});
  EXPECT_EQ(page.status, 0);
  EXPECT_TRUE(page.out.starts_with("# DS1001"));
  EXPECT_EQ(run_captured({"explain", "DS9999"}).status, 2);
}

TEST(App, AnEngineThatIsNotThereIsExit7) {
  const auto answer = run_with_stack("one.yaml", {"-H", "unix:///nowhere/engine.sock", "plan"});
  EXPECT_EQ(answer.status, 7) << answer.err;
  EXPECT_NE(answer.err.find("DS2001"), std::string::npos);
}

}  // namespace
}  // namespace devstack::cli

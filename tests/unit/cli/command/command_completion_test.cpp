// Scripts made from the real command tree.
#include "unit/cli/captured.hpp"

namespace devstack::cli {
namespace {

TEST(CommandCompletion, ForEachShell) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const auto answer = run_captured({"completion", shell});
    EXPECT_EQ(answer.status, 0);
    EXPECT_NE(answer.out.find("force-recreate"), std::string::npos) << shell;
  }
  EXPECT_EQ(run_captured({"completion", "tcsh"}).status, 2);
}

}  // namespace
}  // namespace devstack::cli

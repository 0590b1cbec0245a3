// Pages that are built into the program.
#include "unit/cli/captured.hpp"

namespace devstack::cli {
namespace {

TEST(CommandExplain, TakesACodeInAnyForm) {
  const auto page = run_captured({"explain", "DS1001"});
  EXPECT_EQ(page.status, 0);
  EXPECT_TRUE(page.out.starts_with("# DS1001"));
  EXPECT_EQ(run_captured({"explain", "1001"}).out, page.out);
  EXPECT_EQ(run_captured({"explain", "[ds1001]"}).out, page.out);
}

TEST(CommandExplain, ListsTheCodesWhenThereIsNone) {
  const auto answer = run_captured({"explain", "DS9999"});
  EXPECT_EQ(answer.status, 2);
  EXPECT_NE(answer.err.find("DS1001 "), std::string::npos);
}

}  // namespace
}  // namespace devstack::cli

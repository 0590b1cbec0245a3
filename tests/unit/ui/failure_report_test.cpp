// Failure reports in three widths.
#include <gtest/gtest.h>

#include "unit/ui/scenes.hpp"

namespace devstack::ui {
namespace {

using namespace testing;

class FailureText : public ::testing::TestWithParam<std::size_t> {};

TEST_P(FailureText, Golden) {
  expect_golden("failure_" + std::to_string(GetParam()),
                render(api_not_ready(), terminal(GetParam())));
}

INSTANTIATE_TEST_SUITE_P(Widths, FailureText, ::testing::Values(40, 80, 200));

TEST(FailureReportText, EscapesWhatComesFromOutside) {
  const std::string text = render(api_not_ready(), terminal(80));
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find("\\x1b[2Jno"), std::string::npos);
}

TEST(FailureReportText, ColourOnlyAdds) {
  auto colored = terminal(80);
  colored.color = Color::kAlways;
  std::string text = render(api_not_ready(), colored);
  EXPECT_NE(text.find("\x1b[31m"), std::string::npos);
  for (auto at = text.find('\x1b'); at != std::string::npos; at = text.find('\x1b')) {
    text.erase(at, text.find('m', at) + 1 - at);
  }
  EXPECT_EQ(text, render(api_not_ready(), terminal(80)));
}

TEST(FailureReportText, WithoutCodeOrEvidence) {
  FailureReport report;
  report.title = "it broke";
  EXPECT_EQ(render(report, terminal(80)), "error: it broke\n");
}

TEST(FailureReportText, AnEmptyLabelStandsAtTheIndent) {
  FailureReport report;
  report.code = "DS2101";
  report.title = "port 5432 is in use";
  report.lines = {{"", "db wants 0.0.0.0:5432", "stack.yaml:6"}, {"fix", "stop it", ""}};
  EXPECT_EQ(render(report, terminal(60)),
            "error[DS2101]: port 5432 is in use\n"
            "  db wants 0.0.0.0:5432                        stack.yaml:6\n"
            "  fix   stop it\n");
}

}  // namespace
}  // namespace devstack::ui

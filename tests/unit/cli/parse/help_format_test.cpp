// Help as users see it.
#include <gmock/gmock.h>

#include "cli/parse/parser.hpp"

namespace devstack::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string help(const std::vector<std::string>& words) {
  return std::get<HelpText>(parse_command_line(words)).text;
}

TEST(HelpFormat, NamesOfValuesWithoutTechnicalParts) {
  const std::string text = help({"up", "--help"});
  EXPECT_THAT(text, HasSubstr("\n  --build                     build images again\n"));
  EXPECT_THAT(
      text,
      HasSubstr(
          "\n  --pull TEXT                 always, missing, never or build, for all services\n"));
  EXPECT_THAT(text, HasSubstr("\n  -t,--timeout SECONDS "));
  EXPECT_THAT(text, Not(HasSubstr("Excludes")));
  EXPECT_THAT(text, Not(HasSubstr("\n\n\n")));
}

TEST(HelpFormat, FlagsWithoutTheirValues) {
  EXPECT_THAT(help({"run", "--help"}), Not(HasSubstr("{false}")));
}

TEST(HelpFormat, Usage) {
  EXPECT_THAT(help({"up", "-h"}), HasSubstr("\nUsage: devstack up [OPTIONS] [SERVICE...]\n"));
  EXPECT_THAT(help({"explain", "-h"}), HasSubstr("\nUsage: devstack explain [OPTIONS] CODE\n"));
}

}  // namespace
}  // namespace devstack::cli

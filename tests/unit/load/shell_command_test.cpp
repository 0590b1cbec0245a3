#include "load/shell_command.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using Words = std::vector<std::string>;

TEST(ShellCommand, WordsStayAndALineIsForAShell) {
  Diagnostics diagnostics;
  EXPECT_EQ(shell_command(testing::parse("[a, \"b c\"]"), "x", diagnostics), (Words{"a", "b c"}));
  EXPECT_EQ(shell_command(testing::parse("a | b"), "x", diagnostics),
            (Words{"/bin/sh", "-c", "a | b"}));
  EXPECT_TRUE(diagnostics.all().empty());
}

TEST(ShellCommand, NothingToRunIsAnError) {
  for (const char* text : {"[]", "\"\"", "\" \"", "[\"\"]", "[\" \", a]"}) {
    Diagnostics diagnostics;
    EXPECT_TRUE(shell_command(testing::parse(text), "p.command", diagnostics).empty()) << text;
    ASSERT_EQ(diagnostics.all().size(), 1U) << text;
    EXPECT_EQ(diagnostics.all().front().message, "\"p.command\" runs no command");
  }
}

}  // namespace
}  // namespace devstack::load

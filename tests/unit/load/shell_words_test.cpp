#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "load/shell_words.hpp"
#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using Words = std::vector<std::string>;

TEST(ShellWords, SplitsLikeAShell) {
  EXPECT_EQ(split_shell_words("a 'b c' \"d \\\"e\" f\\ g $H"),
            (Words{"a", "b c", "d \"e", "f g", "$H"}));
  EXPECT_EQ(split_shell_words("  a\t b\n"), (Words{"a", "b"}));
  EXPECT_EQ(split_shell_words(""), Words{});
}

TEST(ShellWords, EmptyQuotesAreAWord) {
  EXPECT_EQ(split_shell_words("a \"\" '' b"), (Words{"a", "", "", "b"}));
}

TEST(ShellWords, SubstitutionsStayOneWord) {
  EXPECT_EQ(split_shell_words("a $(b c) `d e`"), (Words{"a", "$(b c)", "`d e`"}));
}

TEST(ShellWords, AnOperatorEndsTheLine) {
  EXPECT_EQ(split_shell_words("a b | c"), (Words{"a", "b"}));
  EXPECT_EQ(split_shell_words("a 2>/dev/null"), Words{"a"});
  EXPECT_EQ(split_shell_words("a 'b|c'"), (Words{"a", "b|c"}));
}

TEST(ShellWords, WhatIsLeftOpenIsAnError) {
  for (const char* line : {"a 'b", "a \"b", "a `b", "a $(b", "a (b)", "a\\"}) {
    EXPECT_FALSE(split_shell_words(line)) << line;
  }
}

}  // namespace
}  // namespace devstack::load

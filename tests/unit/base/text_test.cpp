// Splitting, joining and shell quoting.
#include "devstack/base/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace devstack {
namespace {

using testing::ElementsAre;
using Words = std::vector<std::string>;

TEST(Trim, TakesBlanksFromBothEnds) {
  EXPECT_EQ(trim(" \t a b\r\n"), "a b");
  EXPECT_EQ(trim(" \n"), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Split, KeepsEmptyParts) {
  EXPECT_THAT(split("a,,b,", ','), ElementsAre("a", "", "b", ""));
  EXPECT_THAT(split("", ','), ElementsAre(""));
}

TEST(Join, PutsSeparatorsBetween) {
  EXPECT_EQ(join(Words{"a", "", "c"}, ", "), "a, , c");
  EXPECT_EQ(join(Words{}, ", "), "");
}

TEST(ToLower, ChangesAsciiOnly) { EXPECT_EQ(to_lower("AbZ-Ä"), "abz-Ä"); }

TEST(ShellQuote, LeavesPlainWordsAlone) {
  EXPECT_EQ(shell_quote("/usr/bin/x-1_2.conf"), "/usr/bin/x-1_2.conf");
  EXPECT_EQ(shell_quote("user@host:80,a=b%c+d"), "user@host:80,a=b%c+d");
}

TEST(LiesIn, TheFolderAndWhatIsBelowIt) {
  EXPECT_TRUE(lies_in("/a", "/a"));
  EXPECT_TRUE(lies_in("/a/b/c", "/a"));
  EXPECT_TRUE(lies_in("/a", "/"));
  EXPECT_TRUE(lies_in("/", "/"));
  EXPECT_FALSE(lies_in("/ab", "/a"));
  EXPECT_FALSE(lies_in("/a", "/a/b"));
  EXPECT_FALSE(lies_in("/a", ""));
}

TEST(ShellQuote, QuotesTheRest) {
  EXPECT_EQ(shell_quote(""), "''");
  EXPECT_EQ(shell_quote("a b"), "'a b'");
  EXPECT_EQ(shell_quote("it's"), R"('it'\''s')");
  EXPECT_EQ(shell_quote("$HOME"), "'$HOME'");
  EXPECT_EQ(shell_quote("~"), "'~'");
}

TEST(ShellJoin, QuotesEachWord) {
  EXPECT_EQ(shell_join(Words{"sh", "-c", "a && b"}), "sh -c 'a && b'");
  EXPECT_EQ(shell_join(Words{"", "x"}), "'' x");
  EXPECT_EQ(shell_join(Words{}), "");
}

}  // namespace
}  // namespace devstack

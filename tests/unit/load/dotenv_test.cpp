// The grammar of env files: each row was compared with Docker Compose 2.40.3.
#include "load/dotenv.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::places;

std::string read(const std::string& text, const Lookup& lookup = testing::lookup_in({})) {
  Diagnostics diagnostics;
  std::string shown;
  for (const DotenvEntry& entry : parse_dotenv(make_source(".env", text), lookup, diagnostics)) {
    shown += entry.name + "=<" + entry.value + ">";
  }
  const std::string errors = places(diagnostics);
  return errors.empty() ? shown : shown + errors;
}

struct Case {
  const char* text;
  const char* expected;
};

class Dotenv : public ::testing::TestWithParam<Case> {};

TEST_P(Dotenv, ReadsAsComposeDoes) { EXPECT_EQ(read(GetParam().text), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Forms, Dotenv,
    ::testing::Values(
        Case{"", ""}, Case{"# only a comment", ""}, Case{"A=1", "A=<1>"}, Case{"A=1\n", "A=<1>"},
        Case{"\xEF\xBB\xBF"
             "A=1\r\nB=2\r\n",
             "A=<1>B=<2>"},
        Case{"B = 2", "B=<2>"}, Case{"C: 3", "C=<3>"}, Case{"export D=4", "D=<4>"},
        Case{"exported=1", "exported=<1>"}, Case{"  A=1\n\n\n\tB=2", "A=<1>B=<2>"},
        Case{"A=", "A=<>"}, Case{"A=\nB=1", "A=<>B=<1>"}, Case{"A=\"\"", "A=<>"},
        Case{"A=a b c", "A=<a b c>"}, Case{"A=  lead", "A=<lead>"}, Case{"A=trail  ", "A=<trail>"},
        Case{"A=it's", "A=<it's>"}, Case{"A=`x`", "A=<`x`>"}, Case{"A=1;B", "A=<1;B>"},
        // Comments.
        Case{"A=seven # c", "A=<seven>"}, Case{"A=seven#no", "A=<seven#no>"},
        Case{"A=#foo", "A=<#foo>"}, Case{"A=\"a\" # c\nB=1", "A=<a>B=<1>"},
        Case{"A=a\t#tab", "A=<a\t#tab>"},
        // Quotes and escapes.
        Case{"A='five $B'", "A=<five $B>"}, Case{"A='a\\nb'", "A=<a\\nb>"},
        Case{"A='a\\'b'", "A=<a'b>"}, Case{"A='a\\\\b'", "A=<a\\\\b>"},
        Case{"A=\"a\\nb\\t\\\"\\\\\"", "A=<a\nb\t\"\\>"}, Case{"A=\"a\\\\nb\"", "A=<a\\nb>"},
        Case{"A=\"\\x \\101 \\0101\"", "A=<\\x \\101 A>"}, Case{"A=\"\\0\"", "A=<\\>"},
        Case{"A=x\\ty", "A=<x\\ty>"}, Case{"A=\"\\$B\"", "A=<$B>"}, Case{"A=$$x", "A=<$x>"},
        Case{"A=\"un'quoted\"", "A=<un'quoted>"},
        // Several lines.
        Case{"A=\"multi\nline\"\nB=1", "A=<multi\nline>B=<1>"},
        Case{"A='multi\nline'", "A=<multi\nline>"}, Case{"A=\"a\\\nb\"", "A=<a\\\nb>"},
        // Names.
        Case{"T.x=1", "T.x=<1>"}, Case{"U-y=2", "U-y=<2>"}, Case{"V[0]=3", "V[0]=<3>"},
        Case{"1A=1", "1A=<1>"}, Case{"A=1\nA=2", "A=<1>A=<2>"},
        // Interpolation, with earlier lines too.
        Case{"A=1\nB=${A}2", "A=<1>B=<12>"}, Case{"A=1\nB=\"$A\"", "A=<1>B=<1>"},
        Case{"A=${Z:-def}", "A=<def>"}, Case{"A=$Z", "A=<>"},
        // Errors.
        Case{"A B=1", "1:1 DS1120"}, Case{"X=1\nA\"=1", "X=<1>2:2 DS1120"},
        Case{"A=\"x", "1:3 DS1120"}, Case{"A='x\ny", "1:3 DS1120"}, Case{"A=${", "1:3 DS1120"},
        Case{"A=${Z:?m}", "1:3 DS1120"}, Case{"A=\xFF", "1:3 DS1108"}));

TEST(Dotenv, LetsTheEnvironmentBeatEarlierLines) {
  const Lookup lookup = testing::lookup_in({{"B", "shell"}, {"INHERITED", "yes"}});
  EXPECT_EQ(read("B=file\nC=$B", lookup), "B=<file>C=<shell>");
  EXPECT_EQ(read("INHERITED\nNOT\nexport INHERITED", lookup), "INHERITED=<yes>INHERITED=<yes>");
}

TEST(Dotenv, KeepsTheNamesPlace) {
  Diagnostics diagnostics;
  const auto entries =
      parse_dotenv(make_source("x/.env", "\nexport NAME=1\n"), testing::lookup_in({}), diagnostics);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].span.to_string(), "x/.env:2:8");
  EXPECT_EQ(entries[0].span.length, 4U);
}

TEST(RawEnv, TakesEveryLineAsItStands) {
  Diagnostics diagnostics;
  std::string shown;
  for (const DotenvEntry& entry : parse_raw_env(
           make_source("r", "# c\n  A=1 # x\r\nB=\"q\"\nC\nSH\n\nX=$A\nY=\nbad name=1\n=5"),
           testing::lookup_in({{"SH", "s"}}), diagnostics)) {
    shown += entry.name + "=<" + entry.value + ">";
  }
  EXPECT_EQ(shown, "A=<1 # x>B=<\"q\">SH=<s>X=<$A>Y=<>");
  EXPECT_EQ(places(diagnostics), "9:1 DS1120; 10:1 DS1120");
}

}  // namespace
}  // namespace devstack::load

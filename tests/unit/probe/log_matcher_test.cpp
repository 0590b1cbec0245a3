// Lines of a log that comes in pieces.
#include "probe/log_matcher.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace devstack::probe {
namespace {

constexpr auto kOut = engine::LogStream::kStdout;
constexpr auto kErr = engine::LogStream::kStderr;
using Pieces = std::vector<std::pair<engine::LogStream, std::string>>;

TEST(LogMatcher, MatchesWholeLines) {
  struct Case {
    std::string name, pattern;
    Pieces pieces;
    bool matches;
  };
  const std::vector<Case> cases{
      {"one line", "ready", {{kOut, "server is ready\n"}}, true},
      {"split", "is ready", {{kOut, "server is re"}, {kOut, "ady\n"}}, true},
      {"byte by byte", "^up$", {{kOut, "u"}, {kOut, "p"}, {kOut, "\r"}, {kOut, "\n"}}, true},
      {"no end of line yet", "ready", {{kOut, "ready"}}, false},
      {"second of a piece", "^ready$", {{kOut, "boot\nready\nmore\n"}}, true},
      {"not across lines", "is.*ready", {{kOut, "it is\nready\n"}}, false},
      {"stderr", "ready", {{kErr, "ready\n"}}, true},
      {"streams do not mix", "is ready", {{kOut, "is "}, {kErr, "ready\n"}, {kOut, "\n"}}, false},
      {"streams interleave", "^ready$", {{kOut, "rea"}, {kErr, "noise\n"}, {kOut, "dy\n"}}, true},
      {"no match", "ready", {{kOut, "booting\n"}}, false},
  };
  for (const Case& c : cases) {
    LogMatcher matcher(c.pattern);
    for (const auto& [stream, piece] : c.pieces) matcher.feed(stream, piece);
    EXPECT_EQ(matcher.matched(), c.matches) << c.name;
  }
}

TEST(LogMatcher, CountsALastLineWithoutItsEnd) {
  LogMatcher matcher("ready");
  matcher.feed(kErr, "ready");
  EXPECT_FALSE(matcher.matched());
  matcher.finish();
  EXPECT_TRUE(matcher.matched());
  EXPECT_EQ(matcher.line(), "ready");
}

TEST(LogMatcher, KeepsTheLineThatMatched) {
  LogMatcher matcher("ready");
  matcher.feed(kOut, "boot\n  ready now \nother\n");
  matcher.feed(kOut, "another\n");
  matcher.finish();
  EXPECT_TRUE(matcher.matched());
  EXPECT_EQ(matcher.line(), "ready now");
  EXPECT_EQ(matcher.lines(), 2U);
}

TEST(LogMatcher, TellsTheLastLineWithoutAMatch) {
  LogMatcher matcher("ready");
  matcher.feed(kOut, "one\ntwo\n");
  EXPECT_EQ(matcher.line(), "two");
  EXPECT_EQ(matcher.lines(), 2U);
}

TEST(LogMatcher, CutsLongLines) {
  const std::string filler(4094, 'x');
  const std::vector<Pieces> ways{{{kOut, filler + "ready\n"}},
                                 {{kOut, filler}, {kOut, "ready\n"}},
                                 {{kOut, filler}, {kOut, "ready"}, {kOut, "\n"}}};
  for (const Pieces& pieces : ways) {
    LogMatcher matcher("ready");
    for (const auto& [stream, piece] : pieces) matcher.feed(stream, piece);
    EXPECT_FALSE(matcher.matched());
    EXPECT_EQ(matcher.line(), filler + "re");
    matcher.feed(kOut, "ready\n");  // the next line is whole again
    EXPECT_TRUE(matcher.matched());
  }
}

TEST(LogMatcher, ABrokenPatternMatchesNothing) {
  LogMatcher matcher("(");
  matcher.feed(kOut, "(\n");
  EXPECT_FALSE(matcher.matched());
  EXPECT_NE(matcher.broken(), "");
  EXPECT_EQ(LogMatcher("[(]").broken(), "");
}

}  // namespace
}  // namespace devstack::probe

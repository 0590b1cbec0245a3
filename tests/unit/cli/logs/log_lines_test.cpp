// Lines out of pieces, and how a line looks.
#include "cli/logs/log_lines.hpp"

#include <gmock/gmock.h>

#include <vector>

namespace devstack::cli {
namespace {

using engine::LogStream;
using ::testing::ElementsAre;

struct Joined {
  std::vector<std::string> lines;
  LineJoiner joiner{[this](LogStream, std::string_view line) { lines.emplace_back(line); }};
};

TEST(LineJoiner, LinesInAnyPieces) {
  Joined joined;
  joined.joiner.feed(LogStream::kStdout, "on");
  joined.joiner.feed(LogStream::kStdout, "e\ntwo\r\n\nthr");
  joined.joiner.finish();
  EXPECT_THAT(joined.lines, ElementsAre("one", "two", "", "thr"));
}

TEST(LineJoiner, StreamsDoNotMix) {
  Joined joined;
  joined.joiner.feed(LogStream::kStdout, "out");
  joined.joiner.feed(LogStream::kStderr, "err\n");
  joined.joiner.feed(LogStream::kStdout, "put\n");
  EXPECT_THAT(joined.lines, ElementsAre("err", "output"));
}

TEST(LineJoiner, AnEndlessLineTakesNoEndlessMemory) {
  Joined joined;
  const std::string piece(16 * 1024, 'x');
  for (std::size_t i = 0; i <= LineJoiner::kLongestLine / piece.size(); ++i) {
    joined.joiner.feed(LogStream::kStdout, piece);
  }
  ASSERT_EQ(joined.lines.size(), 1U);
  EXPECT_EQ(joined.lines.front().size(), LineJoiner::kLongestLine);
}

TEST(LogLines, PrefixesAreAligned) {
  LogStyle style;
  style.prefix_width = 4;
  EXPECT_EQ(format_log_line(style, "api", 0, "text"), "api  | text\n");
  style.color = true;
  EXPECT_EQ(format_log_line(style, "api", 7, "text"), "\x1b[33mapi  | \x1b[0mtext\n");
  EXPECT_EQ(format_log_line(LogStyle{}, "api", 0, ""), "\n");
}

TEST(LogLines, TimesStandBeforeTheText) {
  LogStyle style;
  style.prefix_width = 3;
  EXPECT_EQ(format_log_line(style, "api", 0, "text", "2026-01-01T00:00:00Z"),
            "api | 2026-01-01T00:00:00Z text\n");
  style.ndjson = true;
  EXPECT_EQ(format_log_line(style, "api", 0, "text", "2026-01-01T00:00:00Z"),
            "{\"service\":\"api\",\"time\":\"2026-01-01T00:00:00Z\",\"line\":\"text\"}\n");
}

TEST(LogLines, GrepLooksAtTheTextOnly) {
  LogStyle style;
  style.prefix_width = 4;
  style.grep = std::regex("ERROR|api");
  EXPECT_EQ(format_log_line(style, "api", 0, "fine"), "");
  EXPECT_EQ(format_log_line(style, "api", 0, "an ERROR"), "api  | an ERROR\n");
}

TEST(LogLines, OnATerminalOnlyColoursPass) {
  EXPECT_EQ(safe_with_colors("a\x1b[1;31mred"), "a\x1b[1;31mred\x1b[0m");
  EXPECT_EQ(safe_with_colors("\x1b[2Jx\x07"), "\\x1b[2Jx\\x07");
  EXPECT_EQ(safe_with_colors("\x1b]0;title\x07"), "\\x1b]0;title\\x07");
  EXPECT_EQ(safe_with_colors("\x1b["), "\\x1b[");
  LogStyle piped;
  EXPECT_EQ(format_log_line(piped, "", 0, "\x1b[2J"), "\x1b[2J\n");
}

}  // namespace
}  // namespace devstack::cli

// Measuring and cutting of lines.
#include "ui/styled_line.hpp"

#include <gtest/gtest.h>

namespace devstack::ui {
namespace {

StyledLine line_of(std::string left, std::string right) {
  StyledLine line;
  line.add(std::move(left));
  line.right = std::move(right);
  return line;
}

TEST(StyledLine, RightTextStandsAtTheEdgeOrGoes) {
  EXPECT_EQ(to_bytes(line_of("left", "1s"), 10, Color::kNever), "left    1s");
  EXPECT_EQ(to_bytes(line_of("left", "1s"), 7, Color::kNever), "left");
}

TEST(StyledLine, IsCutByColumnsNotBytes) {
  EXPECT_EQ(to_bytes(line_of("日本語", ""), 5, Color::kNever), "日本…");
  StyledLine two;
  two.add("abc", Style::kBad);
  two.add("def", Style::kGood);
  EXPECT_EQ(to_bytes(two, 5, Color::kAlways), "\x1b[31mabc\x1b[0m\x1b[32md…\x1b[0m");
}

TEST(StyledLine, TextFromOutsideBecomesOneSafeLine) {
  EXPECT_EQ(one_line(" a\nb\tc\x1b[0m "), "a b c\\x1b[0m");
}

TEST(StyledLine, ScreensAreNeverWiderThanCanBeRead) {
  Terminal terminal;
  terminal.columns = 80;
  EXPECT_EQ(screen_width(terminal), 79U);
  terminal.columns = 500;
  EXPECT_EQ(screen_width(terminal), kWidestScreen);
  terminal.columns = 0;
  EXPECT_EQ(screen_width(terminal), 1U);
}

}  // namespace
}  // namespace devstack::ui

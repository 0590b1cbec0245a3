// Hostile bytes must not reach a terminal, and widths must hold for what does.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "devstack/base/text.hpp"

namespace devstack {
namespace {

using namespace std::string_view_literals;

struct SafeCase {
  std::string_view given;
  std::string_view want;
};

void PrintTo(const SafeCase& c, std::ostream* os) { *os << c.want; }

class TerminalSafe : public testing::TestWithParam<SafeCase> {};

TEST_P(TerminalSafe, ShowsWhatWouldAct) {
  const std::string safe = terminal_safe(GetParam().given);
  EXPECT_EQ(safe, GetParam().want);
  EXPECT_EQ(terminal_safe(safe), safe);
  EXPECT_TRUE(is_valid_utf8(safe));
}

INSTANTIATE_TEST_SUITE_P(Table, TerminalSafe,
                         testing::ValuesIn(std::to_array<SafeCase>({
                             {"plain äöü 漢 😀\n\tx", "plain äöü 漢 😀\n\tx"},
                             {"\x1b[2J\x1b]0;t\x07", R"(\x1b[2J\x1b]0;t\x07)"},
                             {"over\rwrite", R"(over\x0dwrite)"},
                             {"\0"sv, R"(\x00)"},
                             {"\x7f", R"(\x7f)"},
                             {"\xC2\x9B"
                              "31m",
                              R"(\u{009B}31m)"},  // C1 control sequence introducer
                             {"\x9B"
                              "31m",
                              R"(\x9b31m)"},  // the same as a bare byte
                             {"a\u202Eb", R"(a\u{202E}b)"},
                             {"\u2066\u200F\u061C", R"(\u{2066}\u{200F}\u{061C})"},
                             {"\u2028", R"(\u{2028})"},
                             {"cut \xE2\x82", R"(cut \xe2\x82)"},
                             {"\xED\xA0\x80", R"(\xed\xa0\x80)"},
                             {"", ""},
                         })));

TEST(TerminalSafeBytes, NoByteStringPassesAControlThrough) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string given = {static_cast<char>(first), static_cast<char>(second)};
      const std::string safe = terminal_safe(given);
      ASSERT_TRUE(is_valid_utf8(safe));
      for (const char c : safe) {
        const auto byte = static_cast<unsigned char>(c);
        ASSERT_TRUE(byte >= 0x20 || c == '\n' || c == '\t') << first << ' ' << second;
        ASSERT_NE(byte, 0x7F);
      }
    }
  }
}

TEST(DisplayWidth, CountsColumns) {
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("äö"), 2U);
  EXPECT_EQ(display_width("漢字"), 4U);
  EXPECT_EQ(display_width("e\u0301"), 1U);
  EXPECT_EQ(display_width("● ✖ …"), 5U);
}

TEST(TruncateToWidth, CutsAtWholeCharacters) {
  EXPECT_EQ(truncate_to_width("abcdef", 6), "abcdef");
  EXPECT_EQ(truncate_to_width("abcdef", 5), "abcd…");
  EXPECT_EQ(truncate_to_width("漢字漢", 4), "漢…");
  EXPECT_EQ(truncate_to_width("漢字", 1), "…");
  EXPECT_EQ(truncate_to_width("abc", 0), "");
  EXPECT_EQ(truncate_to_width("", 0), "");
}

TEST(PadRight, FillsByColumns) {
  EXPECT_EQ(pad_right("ab", 4), "ab  ");
  EXPECT_EQ(pad_right("漢", 4), "漢  ");
  EXPECT_EQ(pad_right("abcd", 2), "abcd");
}

TEST(IsValidUtf8, RefusesBrokenText) {
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("ä"));
  EXPECT_FALSE(is_valid_utf8("\xC3"));
  EXPECT_FALSE(is_valid_utf8("ok\xFF"));
}

}  // namespace
}  // namespace devstack

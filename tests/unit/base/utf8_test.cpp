// The decoder on broken input, at the limits that RFC 3629 sets.
#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string_view>

namespace devstack::utf8 {
namespace {

struct DecodeCase {
  std::string_view bytes;
  CodePoint want;
};

void PrintTo(const DecodeCase& c, std::ostream* os) {
  for (const char byte : c.bytes) *os << std::hex << (static_cast<unsigned>(byte) & 0xFFU) << ' ';
}

class Decode : public testing::TestWithParam<DecodeCase> {};

TEST_P(Decode, TakesOneCodePointOrOneBadByte) {
  const auto got = decode(GetParam().bytes);
  EXPECT_EQ(got.value, GetParam().want.value);
  EXPECT_EQ(got.length, GetParam().want.length);
  EXPECT_EQ(got.valid, GetParam().want.valid);
}

INSTANTIATE_TEST_SUITE_P(Table, Decode,
                         testing::ValuesIn(std::to_array<DecodeCase>({
                             {"a", {U'a', 1, true}},
                             {"\xC3\xA4rger", {U'ä', 2, true}},
                             {"\xE2\x82\xAC", {U'€', 3, true}},
                             {"\xF0\x9F\x98\x80", {U'😀', 4, true}},
                             {"\xF4\x8F\xBF\xBF", {0x10FFFF, 4, true}},
                             {"\xF4\x90\x80\x80", {0xF4, 1, false}},  // above U+10FFFF
                             {"\xC0\x80", {0xC0, 1, false}},          // overlong NUL
                             {"\xE0\x80\xAF", {0xE0, 1, false}},      // overlong slash
                             {"\xF0\x82\x82\xAC", {0xF0, 1, false}},  // overlong euro
                             {"\xED\xA0\x80", {0xED, 1, false}},      // surrogate
                             {"\x80", {0x80, 1, false}},              // lone continuation
                             {"\xE2\x82", {0xE2, 1, false}},          // cut short
                             {"\xE2(\xA1", {0xE2, 1, false}},
                             {"\xFF", {0xFF, 1, false}},
                         })));

TEST(Columns, CountsWhatTerminalsShow) {
  EXPECT_EQ(columns(U'a'), 1U);
  EXPECT_EQ(columns(U'ä'), 1U);
  EXPECT_EQ(columns(U'●'), 1U);
  EXPECT_EQ(columns(U'漢'), 2U);
  EXPECT_EQ(columns(U'😀'), 2U);
  EXPECT_EQ(columns(U'\u0301'), 0U);
  EXPECT_EQ(columns(U'\u200D'), 0U);
  EXPECT_EQ(columns(0x07), 0U);
}

}  // namespace
}  // namespace devstack::utf8

// Bytes that are refused, and places in text.
#include "load/source_text.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

std::string check(const std::string& text) {
  Diagnostics diagnostics;
  const bool good = check_text(make_source("f", text), diagnostics);
  EXPECT_EQ(good, !diagnostics.has_errors());
  return testing::places(diagnostics);
}

TEST(SourceText, RefusesBytesThatAreNoText) {
  EXPECT_EQ(check("a: é\t\r\n"), "");
  EXPECT_EQ(check("\xEF\xBB\xBFok"), "");
  EXPECT_EQ(check("a\nbé\xFFz"), "2:4 DS1108");
  EXPECT_EQ(check(std::string("a\0b", 3)), "1:2 DS1108");
  EXPECT_EQ(check("a\n\x1B[31m"), "2:1 DS1108");
  EXPECT_EQ(check("a\x7F"), "1:2 DS1108");
  EXPECT_EQ(check(std::string(kMaxFileBytes + 1, ' ')), "1:1 DS1107");
}

TEST(SourceText, TurnsOffsetsIntoPlacesAndBack) {
  const SourceFilePtr file = make_source("f", "ab\ncdef\n\ng");
  const SourceSpan span = span_at(file, 4, 100);
  EXPECT_EQ(span.line, 2U);
  EXPECT_EQ(span.column, 2U);
  EXPECT_EQ(span.length, 3U);
  EXPECT_EQ(offset_of(span), 4U);
  EXPECT_EQ(span_at(file, 9, 1).line, 4U);
}

TEST(SourceText, FindsAPartOfAScalar) {
  const SourceFilePtr file = make_source("f", "x: $A\ny: \"$A and $A\"\n");
  const SourceSpan scalar{file, 2, 4, 11};
  EXPECT_EQ(span_inside(scalar, "$A and $A", 7, 2).column, 12U);
  EXPECT_EQ(span_inside(scalar, "$A and $A", 0, 2).column, 5U);
  // What escapes hide is not found: the scalar itself is the best answer.
  EXPECT_EQ(span_inside(scalar, "hidden", 0, 6).column, 4U);
}

}  // namespace
}  // namespace devstack::load

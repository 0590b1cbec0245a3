#include "cli/show/place_text.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

SourceSpan place(const std::string& text, std::uint32_t line) {
  return {std::make_shared<const SourceFile>(SourceFile{"f", text}), line, 1, 1};
}

TEST(PlaceText, TheLineIsTrimmedAndMasked) {
  EXPECT_EQ(source_line(place("a: 1\n   b: 2  \n", 2), "b"), "b: 2");
  EXPECT_EQ(source_line(place("DB_PASSWORD=x\n", 1), "DB_PASSWORD"), "DB_PASSWORD=***");
  EXPECT_EQ(source_line(place("P: ${DB_PASSWORD}\n", 1), "DB_PASSWORD"), "P: ${DB_PASSWORD}");
  EXPECT_EQ(source_line({}, "b"), "");
}

TEST(PlaceText, ALineThatDoesNotShowWhichPartIsSecretIsMasked) {
  EXPECT_EQ(source_line(place("hunter2\n", 1), "DB_PASSWORD"), "***");
  EXPECT_EQ(source_line(place("hunter2\n", 1), "DB_USER"), "hunter2");
}

TEST(PlaceText, ColumnsAreAligned) {
  EXPECT_EQ(aligned({{"a", "b", "c"}, {"long", "", "d"}, {"x"}}, "  "),
            "  a     b  c\n"
            "  long     d\n"
            "  x\n");
}

}  // namespace
}  // namespace devstack::cli

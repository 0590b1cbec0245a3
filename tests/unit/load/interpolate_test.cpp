// Interpolation of trees: what changes, and where messages point.
#include "load/interpolate.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::parse;
using testing::places;
using testing::show;

TEST(Interpolate, ChangesValuesButNeverKeys) {
  Diagnostics diagnostics;
  Node node = parse("$K: {a: [$K, plain, 5, true], b: '${K}x'}\n");
  Interpolator(diagnostics).apply(node, testing::lookup_in({{"K", "v"}}));
  EXPECT_EQ(show(node), R"({$K: {a: ["v", plain, 5, true], b: "vx"}})");
}

TEST(Interpolate, WarnsOncePerVariable) {
  Diagnostics diagnostics;
  Node node = parse("a: $U\nb: ${U}\nc: $V\n");
  Interpolator(diagnostics).apply(node, testing::lookup_in({}));
  EXPECT_EQ(places(diagnostics), "1:4 DS1112; 3:4 DS1112");
  EXPECT_FALSE(diagnostics.has_errors());
}

TEST(Interpolate, PointsAtTheExactColumn) {
  struct Case {
    const char* text;
    const char* expected;
  };
  for (const auto& [text, expected] :
       {Case{"a: x${B!}\n", "1:5 DS1110"}, Case{"a: \"x ${B!}\"\n", "1:7 DS1110"},
        Case{"a: '${B:?m}'\n", "1:5 DS1111"}, Case{"a: [1, \"${B}${C!}\"]\n", "1:13 DS1110"},
        Case{"a: |\n  x\n  y ${C!}\n", "3:5 DS1110"},
        Case{"a: !override ${B?}\n", "1:14 DS1111"}}) {
    Diagnostics diagnostics;
    Node node = parse(text);
    Interpolator(diagnostics).apply(node, testing::lookup_in({{"B", ""}}));
    if (std::string_view(text).find("B?}") != std::string_view::npos) {
      EXPECT_EQ(places(diagnostics), "");  // set, though empty
    } else {
      EXPECT_EQ(places(diagnostics), expected) << text;
    }
  }
}

TEST(Interpolate, KeepsTheTextOfAValueWithAnError) {
  Diagnostics diagnostics;
  Node node = parse("a: ${B?}\nb: [x, '${C?}', y]\n");
  Interpolator(diagnostics).apply(node, testing::lookup_in({}));
  EXPECT_EQ(show(node), "{a: ${B?}, b: [x, \"${C?}\", y]}");
  EXPECT_EQ(places(diagnostics), "1:4 DS1111; 2:9 DS1111");
}

TEST(Interpolate, ShowsTheAuthorsMessage) {
  Diagnostics diagnostics;
  Node node = parse("a: ${KEY:?get one from the vault}\n");
  Interpolator(diagnostics).apply(node, testing::lookup_in({}));
  ASSERT_EQ(diagnostics.all().size(), 1U);
  EXPECT_EQ(diagnostics.all()[0].message,
            "the variable \"KEY\" is required: get one from the vault");
}

}  // namespace
}  // namespace devstack::load

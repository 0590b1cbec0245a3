// Every form of substitution: rows were compared with Docker Compose 2.40.3.
#include "load/template.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

const Lookup& variables() {
  static const Lookup lookup =
      testing::lookup_in({{"A", "aa"}, {"B", "bb"}, {"EMPTY", ""}, {"_x1", "u"}});
  return lookup;
}

struct Case {
  const char* text;
  const char* expected;
};

class Substitutes : public ::testing::TestWithParam<Case> {};

TEST_P(Substitutes, AsComposeDoes) {
  const TemplateResult result = substitute(GetParam().text, variables());
  ASSERT_FALSE(result.error);
  EXPECT_EQ(result.text, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Template, Substitutes,
    ::testing::Values(Case{"plain", "plain"}, Case{"", ""}, Case{"$A", "aa"}, Case{"${A}", "aa"},
                      Case{"$_x1", "u"}, Case{"x${A}-${B}y", "xaa-bby"}, Case{"$A$B", "aabb"},
                      Case{"$A-b", "aa-b"}, Case{"{$A}", "{aa}"}, Case{"${A}:${B}", "aa:bb"},
                      // Default when unset, and when unset or empty.
                      Case{"${U-d}", "d"}, Case{"${U:-d}", "d"}, Case{"${EMPTY-d}", ""},
                      Case{"${EMPTY:-d}", "d"}, Case{"${A-d}", "aa"}, Case{"${A:-d}", "aa"},
                      Case{"${U:-}", ""}, Case{"${A-}", "aa"}, Case{"${U:-a:-b}", "a:-b"},
                      Case{"${U-a?b}", "a?b"}, Case{"${U-a+b}", "a+b"},
                      Case{"${U:-(a)[b]}", "(a)[b]"}, Case{"${U:-/a/b}", "/a/b"},
                      // The other value when set.
                      Case{"${A+r}", "r"}, Case{"${A:+r}", "r"}, Case{"${U+r}", ""},
                      Case{"${U:+r}", ""}, Case{"${EMPTY+r}", "r"}, Case{"${EMPTY:+r}", ""},
                      Case{"${U:+a}b", "b"}, Case{"${U+x-y}", ""}, Case{"${A+$B}", "bb"},
                      // Required and there.
                      Case{"${A?m}", "aa"}, Case{"${A:?m}", "aa"}, Case{"${EMPTY?m}", ""},
                      Case{"${A:?a-b}", "aa"},
                      // Nested.
                      Case{"${U:-${V:-c}}", "c"}, Case{"${U:-${A}x}y", "aaxy"},
                      Case{"${U-${EMPTY-x}z}", "z"}, Case{"${U:-${V:-${W:-deep}}}", "deep"},
                      Case{"${U:-$A}", "aa"}, Case{"${A:-${V:-not needed}}", "aa"},
                      // Only "${" opens a level: a lone brace ends at the first closing one.
                      Case{"${U:-a}b}", "ab}"}, Case{"${U:-{}}", "{}"}, Case{"${U:-x}}", "x}"},
                      Case{"${U:-{a}", "{a"}, Case{"${U:-a}${U:-b}", "ab"},
                      // Dollar signs that mean themselves.
                      Case{"$$", "$"}, Case{"$$A", "$A"}, Case{"$${A}", "${A}"},
                      Case{"$$$A", "$aa"}, Case{"$$$$", "$$"}, Case{"$", "$"}, Case{"a$", "a$"},
                      Case{"$ x", "$ x"}, Case{"$1", "$1"}, Case{"$%", "$%"}, Case{"$(A)", "$(A)"},
                      Case{"$é", "$é"}, Case{"${U:-$$x}", "$x"}, Case{"${U:-$}", "$"}));

class Refuses : public ::testing::TestWithParam<const char*> {};

TEST_P(Refuses, WhatIsNotASubstitution) {
  const TemplateResult result = substitute(GetParam(), variables());
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->kind, TemplateError::Kind::kInvalid);
}

INSTANTIATE_TEST_SUITE_P(Template, Refuses,
                         ::testing::Values("${", "${}", "${A", "${1}", "${A B}", "${ A}", "${A!b}",
                                           "${A:x}", "${A:}", "${A.b}", "${A@Q}", "${A/x/y}",
                                           "${#A}", "${U:=d}", "${U=d}", "${A:-${}", "${U:-${1}}"));

TEST(Template, SaysWhichVariableIsRequired) {
  const TemplateResult result = substitute("x ${U:?need ${A} ok} y", variables());
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->kind, TemplateError::Kind::kRequired);
  EXPECT_EQ(result.error->variable, "U");
  EXPECT_EQ(result.error->message, "need aa ok");
  EXPECT_EQ(result.error->where.offset, 2U);
  EXPECT_EQ(result.error->where.length, 18U);
}

TEST(Template, PointsAtTheInnermostError) {
  const TemplateResult result = substitute("${U:-${V:?inner}}", variables());
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->variable, "V");
  EXPECT_EQ(result.error->where.offset, 5U);
}

TEST(Template, ListsUnsetVariables) {
  const TemplateResult result = substitute("$U ${A} ${W}", variables());
  EXPECT_EQ(result.text, " aa ");
  ASSERT_EQ(result.unset.size(), 2U);
  EXPECT_EQ(result.unset[0].name, "U");
  EXPECT_EQ(result.unset[1].name, "W");
  EXPECT_EQ(result.unset[1].where.offset, 8U);
}

TEST(Template, EndsOnEndlessNesting) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += "${U:-";
  text += std::string(10'000, '}');
  EXPECT_TRUE(substitute(text, variables()).error);
}

}  // namespace
}  // namespace devstack::load

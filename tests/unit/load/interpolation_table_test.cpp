// Variables in values: each row is what Docker Compose 2.40.3 makes of it.
#include <gtest/gtest.h>

#include "unit/load/table_tools.hpp"

namespace devstack::load {
namespace {

using testing::load_yaml;

struct Row {
  const char* name;
  const char* text;
  const char* expected;  ///< the message of DS1111, or nullptr for DS1110, where it is refused
  const char* code = nullptr;
};

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

class InterpolationTable : public ::testing::TestWithParam<Row> {};

TEST_P(InterpolationTable, AsCompose) {
  LoadRequest request;
  request.environment = {{"SET", "value"},  {"EMPTY", ""},       {"NUMBER", "8080"},
                         {"DOLLAR", "a$b"}, {"lower", "small"},  {"_UNDER", "u"},
                         {"A1", "one"},     {"SPACES", " x y "}, {"NESTED", "${SET}"}};
  const std::string text = GetParam().text;
  const auto answer =
      load_yaml("services: {a: {image: x, labels: {T: " + quoted(text) + "}}}\n", request);
  if (GetParam().code == nullptr) {
    EXPECT_EQ(answer.text({"services", "a", "labels", "T"}), GetParam().expected) << text;
    return;
  }
  EXPECT_EQ(answer.codes, GetParam().code) << text;
  if (GetParam().expected != nullptr) {
    EXPECT_EQ(answer.message, GetParam().expected) << text;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Compose, InterpolationTable,
    ::testing::Values(
        Row{"PlainText", "no variables", "no variables"}, Row{"Name", "$SET", "value"},
        Row{"BracedName", "${SET}", "value"}, Row{"NameInText", "pre $SET post", "pre value post"},
        Row{"BracedInText", "pre${SET}post", "prevaluepost"},
        Row{"NameEndsAtADash", "$SET-more", "value-more"},
        Row{"NameEndsAtADot", "$SET.more", "value.more"}, Row{"NameTakesDigits", "$A1", "one"},
        Row{"NameTakesUnderscores", "$_UNDER", "u"}, Row{"LowerCase", "$lower", "small"},
        Row{"CaseMatters", "${Set}", ""}, Row{"NameSwallowsLetters", "$SETmore", ""},
        Row{"Adjacent", "$SET$NUMBER", "value8080"},
        Row{"AdjacentBraced", "${SET}${NUMBER}", "value8080"}, Row{"Unset", "[$UNSET]", "[]"},
        Row{"UnsetBraced", "[${UNSET}]", "[]"}, Row{"Empty", "[${EMPTY}]", "[]"},
        Row{"TwoDollars", "$$SET", "$SET"}, Row{"TwoDollarsBraced", "$${SET}", "${SET}"},
        Row{"ThreeDollars", "$$$SET", "$value"}, Row{"FourDollars", "$$$$SET", "$$SET"},
        Row{"DollarAtTheEnd", "cost $", "cost $"}, Row{"DollarBeforeABlank", "5 $ 6", "5 $ 6"},
        Row{"DollarBeforeADigit", "$5", "$5"},
        Row{"DollarBeforePunctuation", "$.x $/x $-", "$.x $/x $-"},
        Row{"DollarBeforeAQuote", R"("$")", R"("$")"},
        Row{"DollarParenthesis", "$(date)", "$(date)"}, Row{"OnlyDollars", "$$", "$"},
        Row{"ValueIsNotExpandedAgain", "$NESTED", "${SET}"},
        Row{"ValueWithADollar", "$DOLLAR", "a$b"}, Row{"ValueWithBlanks", "[$SPACES]", "[ x y ]"},
        Row{"DefaultOfUnset", "${UNSET-d}", "d"}, Row{"DefaultOfEmpty", "[${EMPTY-d}]", "[]"},
        Row{"DefaultOfSet", "${SET-d}", "value"}, Row{"ColonDefaultOfUnset", "${UNSET:-d}", "d"},
        Row{"ColonDefaultOfEmpty", "${EMPTY:-d}", "d"},
        Row{"ColonDefaultOfSet", "${SET:-d}", "value"}, Row{"EmptyDefault", "[${UNSET-}]", "[]"},
        Row{"EmptyColonDefault", "[${UNSET:-}]", "[]"},
        Row{"DefaultWithBlanks", "${UNSET:- a b }", " a b "},
        Row{"DefaultWithADash", "${UNSET:-a-b}", "a-b"},
        Row{"DefaultWithAColon", "${UNSET:-a:b}", "a:b"},
        Row{"DefaultWithColonDash", "${UNSET:-a:-b}", "a:-b"},
        Row{"DefaultWithAQuestion", "${UNSET:-a?b}", "a?b"},
        Row{"DefaultWithAPlus", "${UNSET:-a+b}", "a+b"},
        Row{"DefaultWithASlash", "${UNSET:-/a/b}", "/a/b"},
        Row{"DefaultIsAUrl", "${UNSET:-http://h:80/p?q=1}", "http://h:80/p?q=1"},
        Row{"DefaultWithALoneBrace", "${UNSET:-{a}", "{a"},
        Row{"DefaultIsJson", R"(${UNSET:-{"a":1}})", R"({"a":1})"},
        Row{"DefaultWithTwoDollars", "${UNSET:-$$5}", "$5"},
        Row{"DefaultIsAName", "${UNSET:-$SET}", "value"},
        Row{"DefaultIsBraced", "${UNSET:-${SET}}", "value"},
        Row{"DefaultNested", "${UNSET:-${ALSO_UNSET:-deep}}", "deep"},
        Row{"DefaultNestedTwice", "${UNSET:-${A_:-${B_:-deepest}}}", "deepest"},
        Row{"DefaultInText", "${UNSET:-a ${SET} b}", "a value b"},
        Row{"DefaultOfTwo", "${UNSET:-${SET}${NUMBER}}", "value8080"},
        Row{"DefaultNotNeededIsNotLookedAt", "${SET:-${UNSET:?never}}",
            R"(the variable "UNSET" is required: never)", "DS1111"},
        Row{"DefaultEndsInADollar", "${UNSET:-a$}", "a$"},
        Row{"TextAfterADefault", "${UNSET:-a}b}", "ab}"},
        Row{"TwoDefaults", "${UNSET:-a}${ALSO_UNSET:-b}", "ab"},
        Row{"RequiredSet", "${SET?no}", "value"}, Row{"RequiredEmpty", "[${EMPTY?no}]", "[]"},
        Row{"RequiredUnset", "${UNSET?no}", R"(the variable "UNSET" is required: no)", "DS1111"},
        Row{"ColonRequiredSet", "${SET:?no}", "value"},
        Row{"ColonRequiredEmpty", "${EMPTY:?no}", R"(the variable "EMPTY" is required: no)",
            "DS1111"},
        Row{"ColonRequiredUnset", "${UNSET:?must be set}",
            R"(the variable "UNSET" is required: must be set)", "DS1111"},
        Row{"RequiredWithoutWords", "${UNSET?}", R"(the variable "UNSET" is required)", "DS1111"},
        Row{"RequiredColonWithoutWords", "${UNSET:?}", R"(the variable "UNSET" is required)",
            "DS1111"},
        Row{"RequiredWordsWithAColon", "${UNSET:?a: b}",
            R"(the variable "UNSET" is required: a: b)", "DS1111"},
        Row{"RequiredWordsWithAVariable", "${UNSET:?see $SET}",
            R"(the variable "UNSET" is required: see value)", "DS1111"},
        Row{"RequiredWordsNested", "${UNSET:?see ${SET}}",
            R"(the variable "UNSET" is required: see value)", "DS1111"},
        Row{"RequiredInADefault", "${UNSET:-${ALSO_UNSET?inner}}",
            R"(the variable "ALSO_UNSET" is required: inner)", "DS1111"},
        Row{"ReplacementOfSet", "${SET+r}", "r"}, Row{"ReplacementOfEmpty", "${EMPTY+r}", "r"},
        Row{"ReplacementOfUnset", "[${UNSET+r}]", "[]"},
        Row{"ColonReplacementOfSet", "${SET:+r}", "r"},
        Row{"ColonReplacementOfEmpty", "[${EMPTY:+r}]", "[]"},
        Row{"ColonReplacementOfUnset", "[${UNSET:+r}]", "[]"},
        Row{"ReplacementIsAName", "${SET:+$NUMBER}", "8080"},
        Row{"ReplacementNested", "${SET:+${NUMBER}}", "8080"},
        Row{"ReplacementNestedDefault", "${SET:+${UNSET:-d}}", "d"},
        Row{"EmptyReplacement", "[${SET:+}]", "[]"},
        Row{"ReplacementNotNeeded", "[${UNSET:+${ALSO_UNSET:?never}}]",
            R"(the variable "ALSO_UNSET" is required: never)", "DS1111"},
        Row{"Unclosed", "${SET", nullptr, "DS1110"},
        Row{"UnclosedDefault", "${UNSET:-d", nullptr, "DS1110"},
        Row{"NoName", "${}", nullptr, "DS1110"}, Row{"BlankInName", "${ SET}", nullptr, "DS1110"},
        Row{"BlankAfterName", "${SET }", nullptr, "DS1110"},
        Row{"DigitFirst", "${1A}", nullptr, "DS1110"},
        Row{"BadOperator", "${SET!d}", nullptr, "DS1110"},
        Row{"ColonAlone", "${SET:}", nullptr, "DS1110"},
        Row{"ColonAndLetter", "${SET:d}", nullptr, "DS1110"},
        Row{"DotInName", "${a.b}", nullptr, "DS1110"}, Row{"DashFirst", "${-a}", nullptr, "DS1110"},
        Row{"OnlyDollarBrace", "${", nullptr, "DS1110"},
        Row{"UnclosedInner", "${UNSET:-${SET}", nullptr, "DS1110"},
        Row{"BadInner", "${UNSET:-${a b}}", nullptr, "DS1110"},
        Row{"DollarInName", "${$SET}", nullptr, "DS1110"}, Row{"NonAscii", "ü${SET}ö", "üvalueö"},
        Row{"NonAsciiDefault", "${UNSET:-grün}", "grün"}, Row{"NonAsciiName", "$SÜT", "ÜT"}),
    [](const auto& instance) { return std::string(instance.param.name); });

}  // namespace
}  // namespace devstack::load

#include <gtest/gtest.h>

#include "load/yaml_style.hpp"
#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

TEST(YamlStyle, FollowsGoYaml) {
  struct Case {
    const char* text;
    YamlStyle style;
  };
  const Case cases[] = {
      {"plain", YamlStyle::kPlain},     {"a'b", YamlStyle::kPlain},
      {"=", YamlStyle::kPlain},         {"123e", YamlStyle::kPlain},
      {"::1", YamlStyle::kPlain},       {"<&>", YamlStyle::kPlain},
      {"a, b", YamlStyle::kPlain},      {"o", YamlStyle::kPlain},
      {"", YamlStyle::kDouble},         {"yes", YamlStyle::kDouble},
      {"n", YamlStyle::kDouble},        {"1.0", YamlStyle::kDouble},
      {"0x1", YamlStyle::kDouble},      {"null", YamlStyle::kDouble},
      {"12:30:45", YamlStyle::kDouble}, {"2020-01-01", YamlStyle::kDouble},
      {"tab\tx", YamlStyle::kDouble},   {"x\r\n", YamlStyle::kDouble},
      {" lead", YamlStyle::kSingle},    {"trail ", YamlStyle::kSingle},
      {"a: b", YamlStyle::kSingle},     {"a:", YamlStyle::kSingle},
      {"# c", YamlStyle::kSingle},      {"a #b", YamlStyle::kSingle},
      {"*a", YamlStyle::kSingle},       {"-", YamlStyle::kSingle},
      {"- a", YamlStyle::kSingle},      {"?", YamlStyle::kSingle},
      {"%x", YamlStyle::kSingle},       {"a\nb", YamlStyle::kLiteral},
      {"a\tb\nc", YamlStyle::kLiteral}, {"a \nb", YamlStyle::kDouble},
  };
  for (const Case& c : cases) EXPECT_EQ(choose_style(c.text), c.style) << c.text;
}

TEST(YamlStyle, SeparatorsAreEscapedSinceTheyEndALine) {
  EXPECT_EQ(choose_style("a\u2028b"), YamlStyle::kDouble);
  EXPECT_EQ(choose_style("a\u2029\nb"), YamlStyle::kDouble);
  EXPECT_EQ(double_quoted("a\u2028b\u2029"), "\"a\\Lb\\P\"");
}

// go-yaml escapes what needs more than 16 bits.
TEST(YamlStyle, Emoji) {
  EXPECT_EQ(choose_style("\xF0\x9F\x9A\x80 go"), YamlStyle::kDouble);
  EXPECT_EQ(choose_style("\xE2\x82\xAC"), YamlStyle::kPlain);
  EXPECT_EQ(double_quoted("\xF0\x9F\x9A\x80 \xE2\x82\xAC \xEF\xBF\xBE \xC2\x85"),
            "\"\\U0001F680 \xE2\x82\xAC \\uFFFE \\N\"");
}

TEST(YamlStyle, Quotes) {
  EXPECT_EQ(single_quoted("it's"), "'it''s'");
  EXPECT_EQ(double_quoted("a\"\\\n\x01\xC3\xA9"), "\"a\\\"\\\\\\n\\x01\xC3\xA9\"");
}

}  // namespace
}  // namespace devstack::load

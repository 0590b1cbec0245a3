#include "load/yaml_complaint.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

TEST(YamlComplaint, SaysInPlainWordsWhatTheParserMeans) {
  EXPECT_EQ(yaml_complaint("illegal flow end", "]").message,
            "this closes a bracket that is not open");
  EXPECT_EQ(yaml_complaint("unknown escape character: d", "d+\"").message,
            "\"\\d\" means nothing in double quotes");
  EXPECT_EQ(yaml_complaint("unknown token", "@serve").message, "a value cannot begin with \"@\"");
}

TEST(YamlComplaint, PassesOnWhatItDoesNotKnow) {
  const YamlComplaint complaint = yaml_complaint("something new", "x");
  EXPECT_EQ(complaint.message, "something new");
  EXPECT_NE(complaint.hint, "");
}

TEST(YamlComplaint, PointsAtTheBracketThatIsOpen) {
  Diagnostics diagnostics;
  (void)read_yaml(make_source("a.yaml", "a: [1]\nb:\n  c: [{d: 1}, [2]\ne: f\n"), diagnostics);
  EXPECT_EQ(testing::places(diagnostics), "3:6 DS1101");
}

// The parser's words are its own: a new version may say it in others.
TEST(YamlComplaint, KnowsTheWordsOfTheParser) {
  for (const char* text :
       {"a: [1\nb: 2\n", "a: {b: 1\nc: 2\n", "a: b\n c\nd: e: f\n", "a: 1\n- b\n", "a: ]\n",
        "a: \"\\q\"\n", "a: @b\n", "a: & \n", "a: \"b\n", "a:\n  - b\n c: d\n", "a: - b\n"}) {
    Diagnostics diagnostics;
    (void)read_yaml(make_source("a.yaml", text), diagnostics);
    ASSERT_EQ(diagnostics.all().size(), 1U) << text;
    EXPECT_EQ(diagnostics.all().front().hint.find("usual cause"), std::string::npos)
        << text << diagnostics.all().front().message;
  }
}

}  // namespace
}  // namespace devstack::load

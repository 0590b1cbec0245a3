#include "load/yaml_complaint.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

TEST(YamlComplaint, PassesOnWhatItDoesNotKnow) {
  const YamlComplaint complaint = yaml_complaint({"something new", 1, 0, false}, "xy");
  EXPECT_EQ(complaint.message, "something new");
  EXPECT_EQ(complaint.at, 1U);
  EXPECT_NE(complaint.hint, "");
}

TEST(YamlComplaint, TellsAStrayValueFromAStrayLine) {
  const std::string_view key = "did not find expected key";
  const auto at = [&](std::size_t place, std::string_view text) {
    return yaml_complaint({std::string(key), place, 0, false}, text).message;
  };
  EXPECT_EQ(at(7, "a: \"b\" c\n"), "the value has ended before this");
  EXPECT_EQ(at(7, "a: [1]\n]\n"), "this closes a bracket that is not open");
  EXPECT_EQ(at(8, "a:\n  b:\n c: 1\n"), "this line does not belong to the mapping above it");
}

TEST(YamlComplaint, PointsAtTheBracketThatIsOpen) {
  Diagnostics diagnostics;
  (void)read_yaml(make_source("a.yaml", "a: [1]\nb:\n  c: [{d: 1}, [2]\ne: f\n"), diagnostics);
  EXPECT_EQ(testing::places(diagnostics), "3:6 DS1101");
}

struct Case {
  const char* text;
  const char* place;
  const char* message;
};

// The parser's words are its own: a new version may say it in others.
TEST(YamlComplaint, KnowsTheWordsOfTheParser) {
  for (const auto& [text, place, message] : {
           Case{"a: [1\nb: 2\n", "1:4", "this \"[\" is not closed"},
           Case{"a: {b: 1\nc: 2\n", "1:4", "this \"{\" is not closed"},
           Case{"a: \"b\n", "1:4", "this quote is not closed"},
           Case{"a: \"b\n---\n", "1:4", "this quote is not closed before \"---\""},
           Case{"a: b\nc\n", "2:1", "there is no colon after this"},
           Case{"a: b\n c\nd: e: f\n", "3:5", "this colon makes a key where none can stand"},
           Case{"a:\n  - b\n c: d\n", "3:2", "this line does not belong to the mapping above it"},
           Case{"- b\nc: d\n", "2:1", "this line does not belong to the list above it"},
           Case{" a: b\nc: d\n", "2:1", "this line belongs to nothing above it"},
           Case{"a: [b,,c]\n", "1:7", "a value is missing before this"},
           Case{"a: - b\n", "1:4", "a list cannot begin here"},
           Case{"a: ? b\n", "1:4", "a key cannot stand here"},
           Case{"a: {b:, c: d}\n", "1:6", "this colon has no blank after it"},
           Case{"a: ]\n", "1:4", "this closes a bracket that is not open"},
           Case{"a: \"b\" c\n", "1:8", "the value has ended before this"},
           Case{"a: \"\\q\"\n", "1:5", "\"\\q\" means nothing in double quotes"},
           Case{"a: \"\\u12\"\n", "1:7", "this escape lacks hexadecimal digits"},
           Case{"a: \"\\ud800\"\n", "1:7", "this escape is no character of Unicode"},
           Case{"a: | b\n", "1:6", "text cannot stand on the line of \"|\""},
           Case{"a: @b\n", "1:4", "a value cannot begin with \"@\""},
           Case{"a: & \n", "1:4", "\"&\" is not followed by the name of an anchor"},
           Case{"a: *\n", "1:4", "\"*\" is not followed by the name of an anchor"},
           Case{"a: !b!c d\n", "1:4", "this tag is not defined"},
           Case{"%YAML 3.0\n---\na: b\n", "1:1", "this version of YAML is not known"},
       }) {
    Diagnostics diagnostics;
    (void)read_yaml(make_source("a.yaml", text), diagnostics);
    EXPECT_EQ(testing::places(diagnostics), std::string(place) + " DS1101") << text;
    ASSERT_EQ(diagnostics.all().size(), 1U) << text;
    EXPECT_EQ(diagnostics.all().front().message, std::string("this is not valid YAML: ") + message);
  }
}

}  // namespace
}  // namespace devstack::load

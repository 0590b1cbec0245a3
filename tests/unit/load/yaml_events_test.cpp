#include "load/yaml_events.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

namespace devstack::load {
namespace {

/// Each scalar's and alias's text in the file, between bars.
std::string places_in(std::string_view text) {
  YamlEvents events(text);
  std::string places;
  for (YamlEvent event = events.next(); event.kind != YamlEvent::Kind::kStreamEnd;
       event = events.next()) {
    if (event.kind != YamlEvent::Kind::kScalar && event.kind != YamlEvent::Kind::kAlias) continue;
    places += fmt::format("{}|", text.substr(event.begin, event.end - event.begin));
  }
  return places;
}

YamlProblem problem_in(std::string_view text) {
  YamlEvents events(text);
  try {
    while (events.next().kind != YamlEvent::Kind::kStreamEnd) {
    }
  } catch (const YamlProblem& problem) {
    return problem;
  }
  return {};
}

TEST(YamlEvents, KnowsTheBytesOfEachValue) {
  EXPECT_EQ(places_in("a: b c # d\n'e': \"f\"\ng: &h !!str i\nj: *h\n"),
            "a|b c|'e'|\"f\"|g|&h !!str i|j|*h|");
}

TEST(YamlEvents, CountsBytesNotCharacters) {
  EXPECT_EQ(places_in("é: \"ü€\"\n\U0001F600: {ß: x, y: z}\n"), "é|\"ü€\"|\U0001F600|ß|x|y|z|");
}

TEST(YamlEvents, CountsEachEndOfLine) {
  EXPECT_EQ(places_in("a: |\r\n  b\r\n  c\r\nd: \"x\r\n  y\"\r\ne: f\r\n"),
            "a||\r\n  b\r\n  c\r\n|d|\"x\r\n  y\"|e|f|");
  EXPECT_EQ(places_in("a: b\rc: d\r"), "a|b|c|d|");
  EXPECT_EQ(places_in("a: b\u2028c: d\n"), "a|b|c|d|");
}

TEST(YamlEvents, KeepsStyleTagAndAnchor) {
  YamlEvents events("&x !override |\n  text\n");
  const YamlEvent event = events.next();
  EXPECT_EQ(event.kind, YamlEvent::Kind::kScalar);
  EXPECT_EQ(event.style, YamlEvent::Style::kBlock);
  EXPECT_EQ(event.text, "text\n");
  EXPECT_EQ(event.tag, "!override");
  EXPECT_EQ(event.anchor, "x");
  EXPECT_EQ(events.next().kind, YamlEvent::Kind::kDocumentEnd);
  EXPECT_EQ(events.next().kind, YamlEvent::Kind::kStreamEnd);
}

TEST(YamlEvents, SaysWhereAProblemBeganAndWhereItWasNoticed) {
  const YamlProblem bracket = problem_in("é: [1\nb: 2\n");
  EXPECT_EQ(bracket.message, "did not find expected ',' or ']'");
  EXPECT_EQ(bracket.began, 4U);
  EXPECT_GT(bracket.at, bracket.began);
  EXPECT_FALSE(bracket.of_text);
}

TEST(YamlEvents, RefusesCharactersThatYamlDoesNotAllow) {
  const YamlProblem problem = problem_in("a: \"é\u0081\"\n");
  EXPECT_TRUE(problem.of_text);
  EXPECT_EQ(problem.at, 6U);
}

}  // namespace
}  // namespace devstack::load

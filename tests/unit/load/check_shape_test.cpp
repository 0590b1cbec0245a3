#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"
#include "unit/load/table_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;
using decode_testing::decode_one;

TEST(CheckShape, UnknownKeyHasPositionAndNearName) {
  const auto result = decode("services:\n  a:\n    image: x\n    comand: y\n");
  ASSERT_EQ(result.diagnostics.all().size(), 1U);
  const Diagnostic& found = result.diagnostics.all().front();
  EXPECT_EQ(found.code, "DS1201");
  EXPECT_EQ(found.message, "unknown key \"comand\" in \"services.a\"");
  EXPECT_EQ(found.where.to_string(), "stack.yaml:4:5");
  EXPECT_EQ(found.hint, "did you mean \"command\"?");
}

TEST(CheckShape, WrongKindNamesWantedAndFound) {
  EXPECT_EQ(decode_one("image: x, user: 1000").findings(),
            "DS1202 \"services.a.user\" must be a string, not the number 1000\n");
  EXPECT_EQ(decode_one("image: x, ports: 80").findings(),
            "DS1202 \"services.a.ports\" must be a list, not the number 80\n");
  EXPECT_EQ(decode_one("image: x, tty: [a]").findings(),
            "DS1202 \"services.a.tty\" must be true or false, not a list\n");
}

TEST(CheckShape, OneWrongValueLeavesTheRest) {
  const auto result = decode_one("image: x, command: [a, 1], tty: true");
  EXPECT_EQ(result.findings(),
            "DS1202 \"services.a.command[1]\" must be a string, not the number 1\n");
  EXPECT_TRUE(result.service("a").tty);
  EXPECT_EQ(result.service("a").command->size(), 1U);
}

TEST(CheckShape, ChoicesNamesRepetitionsAndRequiredKeys) {
  EXPECT_EQ(decode_one("image: x, cgroup: hots").diagnostics.all().front().hint,
            "did you mean \"host\"?");
  EXPECT_EQ(decode_one("image: x, cap_add: [A, A]").findings(),
            "DS1202 \"services.a.cap_add[1]\" repeats \"A\"\n");
  EXPECT_EQ(decode("services: {\"a b\": {image: x}}").findings(),
            "DS1201 \"a b\" is no valid name in \"services\"\n");
  EXPECT_EQ(decode_one("image: x, volumes: [{target: /x}]").findings(),
            "DS1202 \"services.a.volumes[0]\" must say \"type\"\n");
}

TEST(CheckShape, OwnKeysAreAllowedAnywhere) {
  EXPECT_EQ(
      decode("x-a: 1\nservices: {a: {image: x, x-b: [2], logging: {x-c: {d: 3}}}}").findings(), "");
}

TEST(CheckShape, WhereComposeIgnoresUnknownKeysTheyAreOnlyMentioned) {
  const auto result = decode_one("image: x, gpus: [{driver: d, count: 1, foo: 1}]");
  EXPECT_EQ(result.findings(),
            "DS1201 unknown key \"foo\" in \"services.a.gpus[0]\" has no effect\n");
  EXPECT_FALSE(result.diagnostics.has_errors());
  EXPECT_EQ(result.json("a").find("foo"), std::string::npos);
}

TEST(CheckShape, ADateIsNoText) {
  EXPECT_EQ(decode_one("image: x, user: 2020-01-01").findings(),
            "DS1202 \"services.a.user\" must be a string, not a date\n");
  EXPECT_EQ(decode_one("image: x, labels: {since: 2020-1-1}").diagnostics.all().front().hint,
            "put it in quotes");
  EXPECT_EQ(decode_one("image: x, labels: {since: '2020-01-01'}").findings(), "");
}

// Each as Compose 2.40.3 takes or refuses it.
TEST(CheckShape, NumbersAndTheirTexts) {
  const auto codes = [](const std::string& body) {
    return testing::load_yaml("services: {b: {image: x}, a: {image: x, " + body +
                              "}}\nnetworks: {n: {}}\nmodels: {m: {model: x}}\n")
        .codes;
  };
  for (const char* body :
       {"cpu_count: 1e3", "scale: 2.0", "cpu_shares: 3.5", "cpus: \"1_0\"", "pids_limit: 3.5",
        "networks: {n: {priority: 3.5}}", "label_file: []", "read_only: \"true\""}) {
    EXPECT_EQ(codes(body), "") << body;
  }
  for (const char* body :
       {"scale: 2.5", "cpus: \"_1\"", "networks: {n: {priority: \"3\"}}",
        "networks: ", "env_file: ", "use_api_socket: \"true\"", "blkio_config: {weight: \"3\"}",
        "models: [m, m]", "depends_on: {b: {condition: service_started, required: \"true\"}}",
        "build: {context: ., ssh: [a]}", "build: {context: ., additional_contexts: [a]}"}) {
    EXPECT_EQ(codes(body), "DS1202") << body;
  }
}

TEST(CheckShape, DescribesWhatAKeyTakes) {
  struct Case {
    Shape shape;
    const char* expected;
  };
  constexpr Kinds kNumberOrString = kTakesString | kTakesNumber;
  constexpr Kinds kIntOrString = kTakesString | kTakesInt;
  for (const auto& [shape, expected] : {
           Case{{.takes = kTakesList | kTakesMap}, "a list or a mapping"},
           Case{{.takes = kNumberOrString | kTakesNull}, "a string, a number or empty"},
           Case{{.takes = kIntOrString, .cast = Cast::kText}, "a string or a whole number"},
           Case{{.takes = kIntOrString, .cast = Cast::kInteger}, "a whole number"},
           Case{{.takes = kIntOrString, .cast = Cast::kCount}, "a whole number or \"all\""},
           Case{{.takes = kNumberOrString, .cast = Cast::kNumber}, "a number"},
           Case{{.takes = kTakesBool | kTakesString, .cast = Cast::kBoolean}, "true or false"},
           Case{{.takes = kTakesString, .cast = Cast::kDuration}, "a duration such as \"30s\""},
           Case{{.takes = kTakesString, .cast = Cast::kSize}, "a size such as \"64m\""},
       }) {
    EXPECT_EQ(describe_allowed(shape), expected);
  }
}

/// The hint about the first finding; "none" where there is none.
std::string hint_for(const std::string& body) {
  const auto result = decode_one("image: x, " + body);
  const auto& found = result.diagnostics.all();
  return found.empty() ? "none" : found.front().hint;
}

TEST(CheckShape, HintsOnlyWhatWouldHelp) {
  EXPECT_EQ(hint_for("hostname: 1"), "put it in quotes: \"1\"");
  EXPECT_EQ(hint_for("hostname: 2020-01-01"), "put it in quotes");
  EXPECT_EQ(hint_for("stop_grace_period: 10"), "durations have a unit: 10s");
  EXPECT_EQ(hint_for("hostname: "), "give it a value, or take the line out");
  for (const char* body : {"stop_grace_period: true", "scale: 1.5", "tty: 3", "cgroup: 1",
                           "cap_add: 2020-01-01", "scale: 2020-01-01"}) {
    EXPECT_EQ(hint_for(body), "") << body;
  }
}

}  // namespace
}  // namespace devstack::load

#include <optional>
#include <utility>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;

TEST(ServiceEnvironment, FilesThenStackThenLookup) {
  DecodeInput input;
  input.environment = {{"SHELL_SAYS", "s"}};
  const auto result = decode(
      "services: {a: {image: x, env_file: [one.env, /abs/two.env], environment: {B: stack, "
      "SHELL_SAYS: , NOWHERE: , A2: 2}}}",
      std::move(input),
      {{"/srv/one.env", "A=1\nB=1\nC=1\n"}, {"/abs/two.env", "C=${SHELL_SAYS}\n"}});
  EXPECT_EQ(result.findings(), "");
  const auto& environment = result.service("a").environment;
  EXPECT_EQ(environment.at("A"), "1");
  EXPECT_EQ(environment.at("B"), "stack");
  EXPECT_EQ(environment.at("C"), "s");
  EXPECT_EQ(environment.at("SHELL_SAYS"), "s");
  EXPECT_EQ(environment.at("NOWHERE"), std::nullopt);
}

TEST(ServiceEnvironment, MissingFiles) {
  const auto result = decode(
      "services: {a: {image: x, env_file: [{path: no.env, required: false}, gone.env]}, "
      "b: {image: y, profiles: [p], env_file: other.env}}");
  EXPECT_EQ(result.findings(),
            "DS1210 service \"a\" reads \"/srv/gone.env\", which does not exist\n");
}

TEST(ServiceEnvironment, LabelFiles) {
  const auto result = decode("services: {a: {image: x, label_file: l, labels: {B: stack}}}", {},
                             {{"/srv/l", "A=1\nB=1\n"}});
  EXPECT_EQ(result.service("a").labels, (model::StringMap{{"A", "1"}, {"B", "stack"}}));
}

TEST(ServiceEnvironment, RawFilesAreNotInterpolated) {
  const auto result = decode("services: {a: {image: x, env_file: [{path: r.env, format: raw}]}}",
                             {}, {{"/srv/r.env", "A='$X'\n"}});
  EXPECT_EQ(result.service("a").environment.at("A"), "'$X'");
}

}  // namespace
}  // namespace devstack::load

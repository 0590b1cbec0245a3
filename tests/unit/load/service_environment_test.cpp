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

TEST(ServiceEnvironment, AFileSeesThoseBeforeIt) {
  const auto result = decode(
      "services: {a: {image: x, env_file: [one, two], label_file: [l, m], environment: {A: "
      "stack}}}",
      {},
      {{"/srv/one", "A=1\nB=1\nC=1\n"},
       {"/srv/two", "C=2\nD=${A}${B}${C}\n"},
       {"/srv/l", "L=1\nM=${A}\n"},
       {"/srv/m", "N=${L}${A}\n"}});
  const auto& service = result.service("a");
  EXPECT_EQ(service.environment.at("D"), "stack12");
  EXPECT_EQ(service.labels, (model::StringMap{{"L", "1"}, {"M", ""}, {"N", "1"}}));
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

// Measured with Docker Compose 2.40.3: the label of a container, and `config --hash`.
TEST(ServiceEnvironment, FilesCountForTheHash) {
  const auto hash = [](const std::string& service, bool environment) {
    DecodeInput input;
    input.directory = "/tmp/ha/t5";
    input.phases.environment = environment;
    return decode("services: {a: {image: x, " + service + "}}", std::move(input),
                  {{"/tmp/ha/t5/x.env", "FOO=1\n"}, {"/tmp/ha/t5/l.env", "L=1\n"}})
        .service("a")
        .config_hash;
  };
  EXPECT_EQ(hash("env_file: [{path: x.env, format: raw}]", false),
            "5675a0210b047abfcbaf206309c8a25fb2f5f55c2cb71b4a640d7eb808fbd1aa");
  EXPECT_EQ(hash("env_file: [{path: y.env, required: false}]", false),
            "83d9067fa08a3667fe4fa844829d14b1889c7f8f7c0b0815a4387ec525c3ffe6");
  EXPECT_EQ(hash("env_file: []", false), hash("env_file: []", true));
  EXPECT_EQ(hash("env_file: x.env", true), hash("environment: {FOO: '1'}", true));
  EXPECT_NE(hash("label_file: l.env", true), hash("labels: {L: '1'}", true));
  EXPECT_EQ(hash("label_file: l.env", false), hash("labels: {L: '1'}", false));
}

TEST(ServiceEnvironment, UnreadFilesMayBeMissing) {
  DecodeInput input;
  input.phases.environment = false;
  const auto result = decode("services: {a: {image: x, env_file: gone.env}}", std::move(input));
  EXPECT_EQ(result.findings(), "");
}

}  // namespace
}  // namespace devstack::load

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;
using decode_testing::decode_one;

TEST(NormalizeService, DefaultNetwork) {
  EXPECT_EQ(decode_one("image: x").service("a").networks.front().network, "default");
  EXPECT_TRUE(decode_one("provider: {type: x}").service("a").networks.empty());
}

TEST(NormalizeService, ImpliedDependencies) {
  const auto result = decode(
      "services: {a: {image: x, links: [\"b:alias\"], volumes_from: [\"c:ro\", \"container:z\"], "
      "pid: \"service:d\"}, b: {image: y}, c: {image: y}, d: {image: y}}");
  const auto& depends = result.service("a").depends_on;
  ASSERT_EQ(depends.size(), 3U);
  EXPECT_EQ(depends[0].service, "b");
  EXPECT_TRUE(depends[0].restart);
  EXPECT_EQ(depends[1].service, "c");
  EXPECT_FALSE(depends[1].restart);
  EXPECT_EQ(depends[2].service, "d");
  EXPECT_TRUE(depends[2].required);
}

TEST(NormalizeService, WrittenDependenciesStayAsTheyAre) {
  const auto result = decode(
      "services: {a: {image: x, links: [b], depends_on: {b: {condition: service_healthy}}}, "
      "b: {image: y}}");
  EXPECT_EQ(result.service("a").depends_on.front().condition, model::Condition::kHealthy);
}

TEST(NormalizeService, Paths) {
  DecodeInput input;
  input.environment = {{"HOME", "/home/u"}};
  const auto result = decode(
      "services: {a: {build: {additional_contexts: {l: ./x, r: \"docker-image://y\"}}, volumes: "
      "[\"~/d:/d\"], develop: {watch: [{path: src, action: rebuild}]}, pull_policy: "
      "if_not_present}}",
      std::move(input));
  EXPECT_EQ(result.service("a").volumes.front().source, "/home/u/d");
  EXPECT_EQ(result.service("a").pull_policy, "missing");
  const std::string json = result.json("a");
  EXPECT_NE(json.find(R"("additional_contexts":{"l":"/srv/x","r":"docker-image://y"})"),
            std::string::npos);
  EXPECT_NE(json.find(R"("path":"/srv/src")"), std::string::npos);
}

TEST(NormalizeService, PhasesCanBeLeftOut) {
  DecodeInput input;
  input.environment = {{"KNOWN", "k"}};
  input.phases.normalize = false;
  input.phases.paths = false;
  const auto result = decode(
      "services: {a: {image: x, build: {args: [KNOWN]}, links: [b], pull_policy: if_not_present, "
      "volumes: ['./d:/d']}, b: {image: y}}",
      std::move(input));
  EXPECT_EQ(result.findings(), "");
  EXPECT_EQ(result.json("a"),
            "{\"build\":{\"context\":\".\",\"args\":{\"KNOWN\":null}},\"command\":null,"
            "\"entrypoint\":null,\"image\":\"x\",\"links\":[\"b\"],"
            "\"pull_policy\":\"if_not_present\",\"volumes\":[{\"type\":\"bind\","
            "\"source\":\"./d\",\"target\":\"/d\",\"bind\":{\"create_host_path\":true}}]}");
}

TEST(NormalizeService, ABindMountWithoutSourceIsNoticedWithItsPath) {
  const std::string yaml = "services: {a: {image: x, volumes: [{type: bind, target: /d}]}}";
  EXPECT_EQ(decode(yaml).findings(), "DS1212 a bind mount needs a \"source\"\n");
  DecodeInput input;
  input.phases.paths = false;
  EXPECT_EQ(decode(yaml, std::move(input)).findings(), "");
}

}  // namespace
}  // namespace devstack::load

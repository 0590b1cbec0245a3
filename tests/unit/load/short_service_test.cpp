#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <vector>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;
using decode_testing::decode_one;

TEST(ShortService, Commands) {
  const auto result = decode_one("image: x, command: \"a 'b c'\", entrypoint: \"\"");
  EXPECT_EQ(result.service("a").command, (std::vector<std::string>{"a", "b c"}));
  EXPECT_EQ(result.service("a").entrypoint, std::vector<std::string>{});
  EXPECT_EQ(decode_one("image: x, command: null").service("a").command, std::nullopt);
  EXPECT_EQ(decode_one("image: x, command: \"a 'b\"").diagnostics.all().front().code, "DS1202");
}

TEST(ShortService, Dependencies) {
  const auto result = decode("services: {a: {image: x, depends_on: [b]}, b: {image: y}}");
  ASSERT_EQ(result.service("a").depends_on.size(), 1U);
  const model::Dependency& dependency = result.service("a").depends_on.front();
  EXPECT_EQ(dependency.service, "b");
  EXPECT_EQ(dependency.condition, model::Condition::kStarted);
  EXPECT_TRUE(dependency.required);
  EXPECT_FALSE(dependency.restart);
}

TEST(ShortService, HealthTests) {
  EXPECT_EQ(decode_one("image: x, healthcheck: {test: curl x}").service("a").healthcheck->test,
            (std::vector<std::string>{"CMD-SHELL", "curl x"}));
  EXPECT_EQ(decode_one("image: x, healthcheck: {test: [curl]}").diagnostics.all().front().code,
            "DS1202");
}

TEST(ShortService, Devices) {
  const auto result = decode_one("image: x, devices: [/dev/a, \"/dev/b:/c\", \"/d:/e:r\"]");
  ASSERT_EQ(result.service("a").devices.size(), 3U);
  EXPECT_EQ(result.service("a").devices[0].target, "/dev/a");
  EXPECT_EQ(result.service("a").devices[1].permissions, "rwm");
  EXPECT_EQ(result.service("a").devices[2].permissions, "r");
  EXPECT_TRUE(decode_one("image: x, devices: [{source: /x}]").diagnostics.has_errors());
}

TEST(ShortService, GpusAreForAllUnlessNamed) {
  EXPECT_EQ(decode_one("image: x, gpus: all").service("a").device_requests.front().count, -1);
  EXPECT_EQ(decode_one("image: x, gpus: [{device_ids: [\"0\"]}]")
                .service("a")
                .device_requests.front()
                .count,
            0);
}

TEST(ShortService, FilesAndBuilds) {
  const auto result = decode(
      "services: {a: {build: ./b, secrets: [s], configs: [c]}}\n"
      "secrets: {s: {file: s.txt}}\nconfigs: {c: {content: hi}}");
  EXPECT_EQ(result.service("a").build->context, "/srv/b");
  EXPECT_EQ(result.service("a").secrets.front().target, "/run/secrets/s");
  EXPECT_EQ(result.service("a").configs.front().target, "/c");
}

TEST(ShortService, OldExternalForm) {
  const auto result =
      decode("services: {a: {image: x, networks: [n]}}\nnetworks: {n: {external: {name: z}}}");
  EXPECT_EQ(result.decoded.stack.networks.at("n").name, "z");
  EXPECT_TRUE(result.decoded.stack.networks.at("n").external);
  EXPECT_FALSE(result.diagnostics.has_errors());
  EXPECT_EQ(result.diagnostics.all().size(), 1U);
}

}  // namespace
}  // namespace devstack::load

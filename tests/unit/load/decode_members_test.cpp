#include <optional>
#include <utility>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;

// Both hashes measured: the labels that Docker Compose 2.40.3 sets.
TEST(DecodeMembers, HashesEqualDockerComposes) {
  DecodeInput input;
  input.project = "dechash";
  const auto result = decode(
      "services: {a: {image: x, networks: [nn]}}\nnetworks: {nn: {labels: {a: b}}}\n"
      "volumes: {vv: {labels: {c: d}}}",
      std::move(input));
  EXPECT_EQ(result.decoded.stack.networks.at("nn").config_hash,
            "417e8ec700aeba3cbc271a9a2e9a4a7dc0f91eaa181c1112fd99ac4dacc10129");
  EXPECT_EQ(result.decoded.stack.volumes.at("vv").config_hash,
            "e3354fa7b687394c37e3e44adebf5350849ce278df1794c2d5d89397c4987fb7");
}

TEST(DecodeMembers, Networks) {
  const auto result = decode(
      "services: {a: {image: x, networks: [n]}}\nnetworks: {n: {driver: d, driver_opts: {x: 1}, "
      "internal: true, enable_ipv6: false, ipam: {driver: i, config: [{subnet: 10.0.0.0/8, "
      "aux_addresses: {h: 10.0.0.1}}]}}}");
  const model::Network& network = result.decoded.stack.networks.at("n");
  EXPECT_EQ(network.name, "shop_n");
  EXPECT_EQ(network.driver_opts.at("x"), "1");
  EXPECT_TRUE(network.internal);
  EXPECT_EQ(network.enable_ipv6, false);
  EXPECT_EQ(network.enable_ipv4, std::nullopt);
  ASSERT_EQ(network.ipam.size(), 1U);
  EXPECT_EQ(network.ipam.front().aux_addresses.at("h"), "10.0.0.1");
}

TEST(DecodeMembers, FileSources) {
  DecodeInput input;
  input.environment = {{"TOKEN", "t"}};
  const auto result = decode(
      "services: {a: {image: x}}\nsecrets: {f: {file: ./f}, e: {environment: TOKEN}}\n"
      "configs: {c: {content: hi}, o: {external: true}}",
      std::move(input));
  const model::Stack& stack = result.decoded.stack;
  EXPECT_EQ(stack.secrets.at("f").file, "/srv/f");
  EXPECT_EQ(stack.secrets.at("e").content, "t");
  EXPECT_EQ(stack.configs.at("c").content, "hi");
  EXPECT_TRUE(stack.configs.at("o").external);
  EXPECT_EQ(stack.configs.at("o").name, "o");
}

}  // namespace
}  // namespace devstack::load

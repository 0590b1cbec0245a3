#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode;
using decode_testing::decode_one;

TEST(DecodeNetworking, PortsAndAttachments) {
  const auto result = decode(
      "services: {a: {image: x, ports: [\"127.0.0.1:8080:80/udp\"], dns: 1.1.1.1, networks: {n: "
      "{aliases: [z], ipv4_address: 10.0.0.2, priority: 3, mac_address: m}}}}\nnetworks: {n: }");
  const model::Service& service = result.service("a");
  ASSERT_EQ(service.ports.size(), 1U);
  EXPECT_EQ(service.ports.front().target, 80);
  EXPECT_EQ(service.ports.front().published, "8080");
  EXPECT_EQ(service.ports.front().host_ip, "127.0.0.1");
  EXPECT_EQ(service.ports.front().protocol, "udp");
  ASSERT_EQ(service.networks.size(), 1U);
  EXPECT_EQ(service.networks.front().network, "n");
  EXPECT_EQ(service.networks.front().aliases, std::vector<std::string>{"z"});
  EXPECT_EQ(service.networks.front().priority, 3);
}

TEST(DecodeNetworking, NetworkModeHasNoNetworks) {
  const model::Service service = decode_one("image: x, network_mode: host").service("a");
  EXPECT_EQ(service.network_mode, "host");
  EXPECT_TRUE(service.networks.empty());
}

TEST(DecodeNetworking, WhetherAnAttachmentHasOptions) {
  const auto result = decode(
      "services: {a: {image: x, networks: {n: {}, o: , p: {priority: 1}}}}\n"
      "networks: {n: , o: , p: }");
  std::string options;
  for (const auto& attachment : result.service("a").networks) {
    options += attachment.has_options ? '1' : '0';
    EXPECT_TRUE(attachment.span.known());
  }
  EXPECT_EQ(options, "101");
}

}  // namespace
}  // namespace devstack::load

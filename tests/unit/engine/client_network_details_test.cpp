// Address ranges and members out of the engine's answers.
#include <gmock/gmock.h>

#include "unit/engine/client_fixture.hpp"

namespace devstack::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class NetworkDetailsTest : public ClientTest {};

constexpr char kNetwork[] = R"({"Id":"n1","Name":"shop_default","Driver":"bridge","Scope":"local",
  "Internal":true,"Labels":{"a":"b"},
  "IPAM":{"Config":[{"Subnet":"172.20.0.0/16","Gateway":"172.20.0.1"},{"Subnet":"fd00::/64"}]},
  "Containers":{"c2":{"Name":"shop-web-1","IPv4Address":"172.20.0.3/16","IPv6Address":""},
                "c1":{"Name":"shop-db-1","IPv4Address":"172.20.0.2/16","IPv6Address":"fd00::2/64"}}})";

TEST_F(NetworkDetailsTest, DecodesOne) {
  replies["GET /networks/shop_default"] = {200, kNetwork};
  const auto network = run(client.inspect_network_details("shop_default"));
  ASSERT_TRUE(network);
  EXPECT_EQ(network->driver, "bridge");
  EXPECT_TRUE(network->internal);
  EXPECT_EQ(network->labels.at("a"), "b");
  EXPECT_THAT(network->subnets, ElementsAre("172.20.0.0/16", "fd00::/64"));
  EXPECT_THAT(network->gateways, ElementsAre("172.20.0.1"));
  ASSERT_EQ(network->members.size(), 2U);
  EXPECT_EQ(network->members[0].name, "shop-db-1");
  EXPECT_EQ(network->members[0].ipv6, "fd00::2/64");
  EXPECT_EQ(network->members[1].ipv4, "172.20.0.3/16");
}

TEST_F(NetworkDetailsTest, KnowsThatThereIsNone) {
  replies["GET /networks/gone"] = {404, "{}"};
  EXPECT_FALSE(run(client.inspect_network_details("gone")));
}

TEST_F(NetworkDetailsTest, ListsAllByNameAndTakesNullForNothing) {
  replies["GET /networks"] = {200, R"([{"Name":"b","IPAM":{"Config":null}},{"Name":"a"}])"};
  const auto networks = run(client.list_network_details());
  ASSERT_EQ(networks.size(), 2U);
  EXPECT_EQ(networks[0].name, "a");
  EXPECT_THAT(networks[1].subnets, IsEmpty());
}

}  // namespace
}  // namespace devstack::engine

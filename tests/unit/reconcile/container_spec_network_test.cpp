// Ports, names and networks; expected values are those of Docker Compose 2.40.3.
#include <gtest/gtest.h>

#include "spec_fixture.hpp"

namespace devstack::reconcile {
namespace {

using ContainerSpecNetworkTest = SpecFixture;

const Row kRows[] = {
    {"hostname", [](Service& s) { s.hostname = "hh"; }, "Hostname", R"("hh")"},
    {"ports",
     [](Service& s) {
       s.ports = {{80, "19181", "127.0.0.1", "tcp", {}},
                  {80, "", "", "tcp", {}},
                  {9000, "9000", "", "udp", {}}};
     },
     "HostConfig.PortBindings",
     R"({"80/tcp":[{"HostIp":"127.0.0.1","HostPort":"19181"},{"HostIp":"","HostPort":""}],)"
     R"("9000/udp":[{"HostIp":"","HostPort":"9000"}]})"},
    {"expose",
     [](Service& s) {
       s.expose = {"99", "100-101/udp"};
     },
     "ExposedPorts", R"({"99":{},"100-101/udp":{}})"},
    {"no ports", [](Service&) {}, "HostConfig.PortBindings", "{}"},
    {"no hosts", [](Service&) {}, "HostConfig.ExtraHosts", "[]"},
    {"network_mode", [](Service& s) { s.network_mode = "host"; }, "HostConfig.NetworkMode",
     R"("host")"},
    {"network_mode", [](Service& s) { s.network_mode = "service:peer"; }, "HostConfig.NetworkMode",
     R"("container:peer-id")"},
    {"network_mode", [](Service& s) { s.network_mode = "container:other"; },
     "HostConfig.NetworkMode", R"("container:other-id")"},
    {"network_mode", [](Service& s) { s.network_mode = "container:unknown"; },
     "HostConfig.NetworkMode", R"("container:unknown")"},
    {"no network at all", [](Service& s) { s.networks.clear(); }, "HostConfig.NetworkMode",
     R"("none")"},
    {"dns", [](Service& s) { s.dns = {"1.1.1.1"}; }, "HostConfig.Dns", R"(["1.1.1.1"])"},
    {"extra_hosts",
     [](Service& s) {
       s.extra_hosts = {"h=1.2.3.4", "v6:::1"};
     },
     "HostConfig.ExtraHosts", R"(["h:1.2.3.4","v6:::1"])"},
};

TEST_F(ContainerSpecNetworkTest, EachKey) { check(kRows); }

TEST_F(ContainerSpecNetworkTest, NetworksByPriorityWithComposesAliases) {
  world_.network("back");
  model::NetworkAttachment back;
  back.network = "back";
  back.priority = 5;
  back.aliases = {"foo"};
  back.ipv4_address = "10.123.0.9";
  back.mac_address = "02:42:ac:11:65:43";
  back.gw_priority = 3;
  back.has_options = true;
  service().networks.push_back(back);
  EXPECT_EQ(at("HostConfig.NetworkMode"), R"("shop_back")");
  EXPECT_EQ(at("NetworkingConfig.EndpointsConfig"),
            R"({"shop_back":{"Aliases":["shop-db-1","db","foo"],)"
            R"("IPAMConfig":{"IPv4Address":"10.123.0.9"},"GwPriority":3,)"
            R"("MacAddress":"02:42:ac:11:65:43"},)"
            R"("shop_default":{"Aliases":["shop-db-1","db"]}})");
}

TEST_F(ContainerSpecNetworkTest, AnAttachmentWithOptionsHasAnAddressConfiguration) {
  service().networks.front().has_options = true;
  EXPECT_EQ(at("NetworkingConfig.EndpointsConfig.shop_default.IPAMConfig"), "{}");
  service().networks.front().has_options = false;
  EXPECT_EQ(at("NetworkingConfig.EndpointsConfig.shop_default.IPAMConfig"), "null");
}

TEST_F(ContainerSpecNetworkTest, LinksAreKnownUnderThreeNames) {
  world_.service("peer");
  service().links = {"peer:database"};
  EXPECT_EQ(at("NetworkingConfig.EndpointsConfig.shop_default.Links"),
            R"(["shop-peer-1:database","shop-peer-1:peer-1","shop-peer-1:shop-peer-1"])");
  EXPECT_EQ(at("HostConfig.Links"), "null");
}

TEST_F(ContainerSpecNetworkTest, OldEnginesGetTheirFurtherNetworksByConnecting) {
  world_.network("back");
  service().networks.emplace_back().network = "back";
  service().networks.front().mac_address = "02:42:ac:11:65:43";
  service().networks.front().priority = 1;
  const ContainerSpec spec = container_spec(input(kOldest));
  EXPECT_EQ(json_at(spec.body, "NetworkingConfig.EndpointsConfig"),
            R"({"shop_default":{"Aliases":["shop-db-1","db"]}})");
  EXPECT_EQ(json_at(spec.body, "MacAddress"), R"("02:42:ac:11:65:43")");
  ASSERT_EQ(spec.extra_networks.size(), 1U);
  EXPECT_EQ(spec.extra_networks[0].first, "shop_back");
  EXPECT_EQ(to_json(spec.extra_networks[0].second),
            R"({"Container":"shop-db-1","EndpointConfig":{"Aliases":["shop-db-1","db"]}})");
  EXPECT_TRUE(container_spec(input(kNewest)).extra_networks.empty());
}

}  // namespace
}  // namespace devstack::reconcile

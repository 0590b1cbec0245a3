// Bodies of networks and volumes, next to what Docker Compose 2.40.3 sends.
#include <gtest/gtest.h>

#include "devstack/reconcile/container_spec.hpp"
#include "world.hpp"

namespace devstack::reconcile {
namespace {

TEST(NetworkBody, Full) {
  World world;
  model::Network& network = world.network("front");
  network.driver_opts = {{"com.docker.network.bridge.name", "br"}};
  network.labels = {{"l", "m"}};
  network.internal = true;
  network.enable_ipv6 = false;
  network.ipam_driver = "default";
  network.ipam = {{"10.123.0.0/24", "10.123.0.1", "10.123.0.0/28", {{"a", "10.123.0.5"}}}};
  EXPECT_EQ(to_json(network_body(world.stack, network)),
            R"({"Name":"shop_front","CheckDuplicate":true,)"
            R"("Options":{"com.docker.network.bridge.name":"br"},)"
            R"("IPAM":{"Driver":"default","Config":[{"Subnet":"10.123.0.0/24",)"
            R"("IPRange":"10.123.0.0/28","Gateway":"10.123.0.1",)"
            R"("AuxiliaryAddresses":{"a":"10.123.0.5"}}]},"Internal":true,"EnableIPv6":false,)"
            R"("Labels":{"com.docker.compose.config-hash":"hash-front",)"
            R"("com.docker.compose.network":"front","com.docker.compose.project":"shop",)"
            R"("com.docker.compose.version":"2.40.3","devstack.folder":"/home/dev/shop",)"
            R"("devstack.project-id":"0123456789abcdef",)"
            R"("l":"m"}})");
}

TEST(VolumeBody, Full) {
  World world;
  model::Volume& volume = world.volume("data");
  volume.driver = "local";
  volume.driver_opts = {{"type", "tmpfs"}};
  const SystemTime created = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
  EXPECT_EQ(to_json(volume_body(world.stack, volume, created)),
            R"({"Name":"shop_data","Driver":"local","DriverOpts":{"type":"tmpfs"},)"
            R"("Labels":{"com.docker.compose.config-hash":"hash-data",)"
            R"("com.docker.compose.project":"shop",)"
            R"("com.docker.compose.version":"2.40.3","com.docker.compose.volume":"data",)"
            R"("devstack.folder":"/home/dev/shop","devstack.project-id":"0123456789abcdef",)"
            R"("devstack.created-at":"2026-01-01T00:00:00Z"}})");
}

}  // namespace
}  // namespace devstack::reconcile

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode_one;

TEST(DecodeResources, DeployLimitsWin) {
  const model::Service service =
      decode_one(
          "image: x, mem_swappiness: 5, deploy: {resources: {limits: {cpus: \"0.5\", memory: "
          "50M, pids: 10}, reservations: {memory: 20M, devices: [{capabilities: [gpu], "
          "count: all}]}}}")
          .service("a");
  EXPECT_EQ(service.cpus, 0.5);
  EXPECT_EQ(service.mem_limit, 50 << 20);
  EXPECT_EQ(service.pids_limit, 10);
  EXPECT_EQ(service.mem_reservation, 20 << 20);
  ASSERT_EQ(service.device_requests.size(), 1U);
  EXPECT_EQ(service.device_requests.front().count, -1);
}

TEST(DecodeResources, OldKeys) {
  const model::Service service =
      decode_one(
          "image: x, mem_limit: 1g, memswap_limit: -1, cpus: 1.5, cpuset: \"0\", ulimits: "
          "{nofile: 100, nproc: {soft: 1, hard: 2}}, shm_size: 64m")
          .service("a");
  EXPECT_EQ(service.mem_limit, 1 << 30);
  EXPECT_EQ(service.memswap_limit, -1);
  EXPECT_EQ(service.cpus, 1.5);
  EXPECT_EQ(service.ulimits.at("nofile").hard, 100);
  EXPECT_EQ(service.ulimits.at("nproc").soft, 1);
  EXPECT_EQ(service.shm_size, 64 << 20);
}

}  // namespace
}  // namespace devstack::load

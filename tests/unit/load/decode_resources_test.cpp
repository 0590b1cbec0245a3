#include <gtest/gtest.h>

#include <string>
#include <vector>

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

TEST(DecodeResources, BlockDevices) {
  const auto result = decode_one(
      "image: x, blkio_config: {weight: 300, weight_device: [{path: /a, weight: 400}], "
      "device_read_bps: [{path: /a, rate: 1mb}], device_read_iops: [{path: /b, rate: 100}], "
      "device_write_bps: [{path: /c, rate: 2k}], device_write_iops: [{path: /d, rate: 7}]}");
  ASSERT_TRUE(result.service("a").blkio) << result.findings();
  const model::Blkio& blkio = *result.service("a").blkio;
  EXPECT_EQ(blkio.weight, 300);
  EXPECT_EQ(blkio.weight_device.at(0).value, 400);
  EXPECT_EQ(blkio.device_read_bps.at(0).value, 1 << 20);
  EXPECT_EQ(blkio.device_read_iops.at(0).path, "/b");
  EXPECT_EQ(blkio.device_write_bps.at(0).value, 2 << 10);
  EXPECT_EQ(blkio.device_write_iops.at(0).value, 7);
  EXPECT_FALSE(decode_one("image: x").service("a").blkio);
}

TEST(DecodeResources, DevicesByNameAreOneRequest) {
  const model::Service service =
      decode_one(
          "image: x, devices: [vendor.example/class=one, /dev/zero, vendor.example/class=two, "
          "/dev/a=b, \"vendor/class=three:/dev/c\"], gpus: [{driver: d, count: 2}]")
          .service("a");
  ASSERT_EQ(service.device_requests.size(), 2U);
  EXPECT_EQ(service.device_requests[0].driver, "cdi");
  EXPECT_EQ(service.device_requests[0].device_ids,
            (std::vector<std::string>{"vendor.example/class=one", "vendor.example/class=two"}));
  EXPECT_TRUE(service.device_requests[0].capabilities.empty());
  EXPECT_EQ(service.device_requests[1].driver, "d");
  std::vector<std::string> paths;
  for (const model::Device& device : service.devices) paths.push_back(device.source);
  EXPECT_EQ(paths, (std::vector<std::string>{"/dev/zero", "/dev/a=b", "vendor/class=three"}));
}

}  // namespace
}  // namespace devstack::load

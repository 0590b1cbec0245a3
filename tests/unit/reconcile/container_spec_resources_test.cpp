// Limits and devices.
#include <gtest/gtest.h>

#include "spec_fixture.hpp"

namespace devstack::reconcile {
namespace {

using ContainerSpecResourcesTest = SpecFixture;

const Row kRows[] = {
    {"cpus", [](Service& s) { s.cpus = 0.5; }, "HostConfig.NanoCpus", "500000000"},
    {"mem_limit", [](Service& s) { s.mem_limit = 67108864; }, "HostConfig.Memory", "67108864"},
    {"mem_swappiness", [](Service& s) { s.mem_swappiness = 0; }, "HostConfig.MemorySwappiness",
     "0"},
    {"pids_limit", [](Service& s) { s.pids_limit = 50; }, "HostConfig.PidsLimit", "50"},
    {"ulimits",
     [](Service& s) {
       s.ulimits = {{"nofile", {100, 200}}};
     },
     "HostConfig.Ulimits", R"([{"Name":"nofile","Soft":100,"Hard":200}])"},
    {"devices",
     [](Service& s) {
       s.devices = {{"/dev/null", "/dev/x", ""}};
     },
     "HostConfig.Devices",
     R"([{"PathOnHost":"/dev/null","PathInContainer":"/dev/x","CgroupPermissions":"rwm"}])"},
    {"gpus",
     [](Service& s) {
       s.device_requests = {{"", -1, {}, {"gpu"}, {}}};
     },
     "HostConfig.DeviceRequests", R"([{"Driver":"","Count":-1,"Capabilities":[["gpu"]]}])"},
    {"devices (CDI)",
     [](Service& s) {
       s.device_requests = {{"cdi", 0, {"a/b=c"}, {}, {}}};
     },
     "HostConfig.DeviceRequests", R"([{"Driver":"cdi","Count":0,"DeviceIDs":["a/b=c"]}])"},
    {"cpu_percent", [](Service& s) { s.cpu_percent = 0.5; }, "HostConfig.CpuPercent", "50"},
    {"blkio_config.weight", [](Service& s) { s.blkio.emplace().weight = 300; },
     "HostConfig.BlkioWeight", "300"},
    {"blkio_config.weight_device",
     [](Service& s) {
       s.blkio.emplace().weight_device = {{"/dev/a", 400}};
     },
     "HostConfig.BlkioWeightDevice", R"([{"Path":"/dev/a","Weight":400}])"},
    {"blkio_config.device_read_bps",
     [](Service& s) {
       s.blkio.emplace().device_read_bps = {{"/dev/a", 1}};
     },
     "HostConfig.BlkioDeviceReadBps", R"([{"Path":"/dev/a","Rate":1}])"},
    {"blkio_config.device_read_iops",
     [](Service& s) {
       s.blkio.emplace().device_read_iops = {{"/dev/a", 2}};
     },
     "HostConfig.BlkioDeviceReadIOps", R"([{"Path":"/dev/a","Rate":2}])"},
    {"blkio_config.device_write_bps",
     [](Service& s) {
       s.blkio.emplace().device_write_bps = {{"/dev/a", 3}};
     },
     "HostConfig.BlkioDeviceWriteBps", R"([{"Path":"/dev/a","Rate":3}])"},
    {"blkio_config.device_write_iops",
     [](Service& s) {
       s.blkio.emplace().device_write_iops = {{"/dev/a", 4}};
     },
     "HostConfig.BlkioDeviceWriteIOps", R"([{"Path":"/dev/a","Rate":4}])"},
};

TEST_F(ContainerSpecResourcesTest, EachKey) { check(kRows); }

}  // namespace
}  // namespace devstack::reconcile

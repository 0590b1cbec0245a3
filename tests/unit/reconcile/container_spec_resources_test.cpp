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
};

TEST_F(ContainerSpecResourcesTest, EachKey) { check(kRows); }

}  // namespace
}  // namespace devstack::reconcile

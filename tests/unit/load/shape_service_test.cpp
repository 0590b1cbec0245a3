#include <string>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode_one;

TEST(ShapeService, TakesEveryKeyOfTheSpecification) {
  const std::string body =
      "image: x, annotations: [a=b], attach: false, blkio_config: {weight: 1, device_read_bps: "
      "[{path: /d, rate: 1m}]}, cap_add: [A], cgroup: host, cpu_count: \"3\", cpu_rt_period: 100, "
      "cpus: \"0.5\", credential_spec: {file: ./x}, device_cgroup_rules: [a], dns_opt: [a], "
      "external_links: [q], isolation: i, label_file: [], mac_address: m, oom_score_adj: 3, "
      "pids_limit: -1, platform: p, read_only: true, runtime: r, security_opt: [s], stdin_open: "
      "true, storage_opt: {size: 1G}, use_api_socket: true, userns_mode: u, uts: host, post_start: "
      "[{command: echo a}], provider: {type: t, options: {a: 1}}";
  EXPECT_EQ(decode_one(body).findings(), "");
}

TEST(ShapeService, SpellsSomeKeysItsOwnWayInJson) {
  EXPECT_NE(decode_one("image: x, blkio_config: {device_read_bps: [{path: /d, rate: 1m}]}")
                .json("a")
                .find(R"([{"Path":"/d","Rate":"1048576"}])"),
            std::string::npos);
  EXPECT_NE(decode_one("image: x, provider: {type: t, options: {a: 1}}")
                .json("a")
                .find(R"("provider":{"type":"t","options":{"a":["1"]}})"),
            std::string::npos);
}

}  // namespace
}  // namespace devstack::load

#include <string>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode_one;

TEST(ShapeDeploy, TakesItsKeysAndNoOthers) {
  const auto good = decode_one(
      "image: x, deploy: {mode: m, endpoint_mode: vip, labels: [a=b], placement: {constraints: "
      "[c], preferences: [{spread: s}]}, update_config: {parallelism: 2, delay: 10s, "
      "max_failure_ratio: 0.5}, resources: {reservations: {generic_resources: "
      "[{discrete_resource_spec: {kind: g, value: 2}}]}}}");
  EXPECT_EQ(good.findings(), "");
  EXPECT_NE(good.json("a").find(
                R"("update_config":{"parallelism":2,"delay":"10s","max_failure_ratio":0.5})"),
            std::string::npos)
      << good.json("a");
  EXPECT_TRUE(decode_one("image: x, deploy: {resources: {limit: {}}}").diagnostics.has_errors());
}

}  // namespace
}  // namespace devstack::load

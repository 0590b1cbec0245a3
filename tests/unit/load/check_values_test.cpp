#include "load/check_values.hpp"

#include <gtest/gtest.h>

#include "unit/load/table_tools.hpp"

namespace devstack::load {
namespace {

std::string codes(const std::string& body) {
  return testing::load_yaml("services: {a: {image: x, " + body + "}}\n").codes;
}

TEST(CheckValues, Ranges) {
  for (const char* body : {"scale: 0", "cpu_percent: 100", "oom_score_adj: -1000",
                           "healthcheck: {retries: 0}", "deploy: {replicas: 0}"}) {
    EXPECT_EQ(codes(body), "") << body;
  }
  for (const char* body : {"scale: -1", "cpu_percent: 101", "oom_score_adj: 1001",
                           "healthcheck: {retries: -1}", "deploy: {replicas: -1}",
                           "cpu_percent: \"3.5\"", "deploy: {update_config: {parallelism: -1}}",
                           "deploy: {restart_policy: {max_attempts: -1}}"}) {
    EXPECT_EQ(codes(body), "DS1202") << body;
  }
}

TEST(CheckValues, ContainerNames) {
  for (const char* name : {"ab", "a.b", "0-", "ab:c", "/ab"}) {
    EXPECT_EQ(codes(std::string("container_name: \"") + name + "\""), "") << name;
  }
  for (const char* name : {"", "a", "a:b", "-", "é"}) {
    EXPECT_EQ(codes(std::string("container_name: \"") + name + "\""), "DS1202") << name;
  }
}

TEST(CheckValues, PullPolicies) {
  for (const char* policy : {"always", "never", "missing", "if_not_present", "build", "refresh",
                             "daily", "weekly", "every_12h", "every_1w2d", "xalways"}) {
    EXPECT_EQ(codes(std::string("pull_policy: ") + policy), "") << policy;
  }
  for (const char* policy : {"perhaps", "every_", "every_12", "every_h", "\"\""}) {
    EXPECT_EQ(codes(std::string("pull_policy: ") + policy), "DS1202") << policy;
  }
}

TEST(CheckValues, WhatNeedsSomethingBesideIt) {
  EXPECT_EQ(codes("volumes: [{type: volume}]"), "DS1212");
  EXPECT_EQ(codes("develop: {watch: [{path: ., action: sync}]}"), "DS1202");
  EXPECT_EQ(codes("develop: {watch: [{path: ., action: rebuild}]}"), "");
  EXPECT_EQ(codes("deploy: {resources: {reservations: {devices: [{count: 1}]}}}"), "DS1202");
  EXPECT_EQ(codes("build: {context: ., dockerfile: D, dockerfile_inline: FROM x}"), "DS1204");
}

}  // namespace
}  // namespace devstack::load

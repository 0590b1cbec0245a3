#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using decode_testing::decode_one;

TEST(DecodeService, Process) {
  const auto result = decode_one(
      "image: x, command: [a, b], working_dir: /w, user: \"1\", tty: true, init: false, "
      "stop_signal: SIGINT, stop_grace_period: 1m30s, restart: unless-stopped, hostname: h");
  const model::Service& service = result.service("a");
  EXPECT_EQ(service.command, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(service.entrypoint, std::nullopt);
  EXPECT_EQ(service.user, "1");
  EXPECT_TRUE(service.tty);
  EXPECT_EQ(service.init, false);
  EXPECT_EQ(service.stop_grace_period, std::chrono::seconds(90));
  EXPECT_EQ(service.restart, "unless-stopped");
}

TEST(DecodeService, RestartPolicyOfDeployWins) {
  EXPECT_EQ(decode_one("image: x, restart: always, deploy: {restart_policy: {condition: none}}")
                .service("a")
                .restart,
            "no");
  EXPECT_EQ(decode_one("image: x, deploy: {restart_policy: {condition: on-failure, "
                       "max_attempts: 3}}")
                .service("a")
                .restart,
            "on-failure:3");
}

TEST(DecodeService, Scale) {
  EXPECT_EQ(decode_one("image: x").service("a").scale, 1);
  EXPECT_EQ(decode_one("image: x, scale: 3").service("a").scale, 3);
  EXPECT_EQ(decode_one("image: x, deploy: {replicas: \"2\"}").service("a").scale, 2);
}

TEST(DecodeService, Healthcheck) {
  const auto result = decode_one(
      "image: x, healthcheck: {test: [CMD, t], interval: 90s, retries: 3, start_period: 1s}");
  const model::Healthcheck& check = *result.service("a").healthcheck;
  EXPECT_EQ(check.test, (std::vector<std::string>{"CMD", "t"}));
  EXPECT_EQ(check.interval, std::chrono::seconds(90));
  EXPECT_EQ(check.retries, 3);
  EXPECT_FALSE(check.timeout);
  EXPECT_EQ(decode_one("image: x, healthcheck: {disable: true}").service("a").healthcheck->test,
            std::vector<std::string>{"NONE"});
}

TEST(DecodeService, Security) {
  const model::Service service =
      decode_one(
          "image: x, cap_add: [A], privileged: true, group_add: [\"1\"], ipc: host, "
          "sysctls: {net.core.somaxconn: 1024}, logging: {driver: d, options: {n: 3}}")
          .service("a");
  EXPECT_EQ(service.cap_add, std::vector<std::string>{"A"});
  EXPECT_TRUE(service.privileged);
  EXPECT_EQ(service.ipc, "host");
  EXPECT_EQ(service.sysctls.at("net.core.somaxconn"), "1024");
  EXPECT_EQ(service.logging_options.at("n"), "3");
}

TEST(DecodeService, AnEmptyRestartPolicyOfDeployWinsToo) {
  EXPECT_EQ(decode_one("image: x, restart: always, deploy: {restart_policy: {max_attempts: 3}}")
                .service("a")
                .restart,
            "");
}

TEST(DecodeService, Hooks) {
  const auto result = decode_one(
      "image: x, use_api_socket: true, post_start: [{command: [chown, app, /data], user: root, "
      "privileged: true, working_dir: /w, environment: {LEVEL: 1, BARE: }}, {command: ls -l}], "
      "pre_stop: [{command: flush}]");
  const model::Service& service = result.service("a");
  EXPECT_TRUE(service.use_api_socket);
  ASSERT_EQ(service.post_start.size(), 2U) << result.findings();
  const model::Hook& hook = service.post_start[0];
  EXPECT_EQ(hook.command, (std::vector<std::string>{"chown", "app", "/data"}));
  EXPECT_EQ(hook.user, "root");
  EXPECT_TRUE(hook.privileged);
  EXPECT_EQ(hook.working_dir, "/w");
  EXPECT_EQ(hook.environment, (std::vector<std::string>{"BARE", "LEVEL=1"}));
  EXPECT_TRUE(hook.span.known());
  EXPECT_EQ(service.post_start[1].command, (std::vector<std::string>{"ls", "-l"}));
  ASSERT_EQ(service.pre_stop.size(), 1U);
  EXPECT_EQ(service.pre_stop[0].command, std::vector<std::string>{"flush"});
}

}  // namespace
}  // namespace devstack::load

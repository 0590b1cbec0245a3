#include "cli/converge/one_off_service.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

model::Service declared() {
  model::Service service;
  service.name = "api";
  service.command = {"serve"};
  service.restart = "always";
  service.scale = 3;
  service.environment = {{"A", "1"}, {"B", "2"}};
  service.ports.push_back({80, "8080", "", "tcp", {}});
  service.cap_add = {"SYS_TIME"};
  service.cap_drop = {"ALL"};
  model::Mount mount;
  mount.source = "data";
  mount.target = "/data";
  service.volumes = {mount};
  return service;
}

class OneOffService : public ::testing::Test {
 protected:
  model::Service options(const RunArguments& arguments) {
    return read_run_options(arguments, {{"HOME", "/home/me"}}, folder_.path().string(),
                            load::system_files());
  }
  model::Service made(const RunArguments& arguments) {
    return one_off_service(declared(), options(arguments), arguments, "shop-api-run-1", {});
  }
  fakes::TemporaryFolder folder_;
};

TEST_F(OneOffService, WithoutOptions) {
  const auto service = made({});
  EXPECT_EQ(service.container_name, "shop-api-run-1");
  EXPECT_EQ(service.scale, 1);
  EXPECT_EQ(service.restart, "");
  EXPECT_TRUE(service.ports.empty());
  EXPECT_EQ(service.command, std::vector<std::string>{"serve"});
  EXPECT_FALSE(service.tty);
}

TEST_F(OneOffService, Environment) {
  folder_.file("e.env", "F=from file\nA=weaker\n");
  RunArguments arguments;
  arguments.env_files = {"e.env"};
  arguments.environment = {"A=9", "HOME", "NOBODY_HAS_THIS", "MONEY=$5 ${A}"};
  const auto service = made(arguments);
  EXPECT_EQ(service.environment.at("A"), "9");
  EXPECT_EQ(service.environment.at("B"), "2");
  EXPECT_EQ(service.environment.at("F"), "from file");
  EXPECT_EQ(service.environment.at("HOME"), "/home/me");
  EXPECT_EQ(service.environment.at("MONEY"), "$5 ${A}");
  EXPECT_FALSE(service.environment.contains("NOBODY_HAS_THIS"));
}

TEST_F(OneOffService, AnEntrypointTakesTheCommandAway) {
  RunArguments arguments;
  arguments.entrypoint = "echo 'a b' c";
  auto service = made(arguments);
  EXPECT_THAT(*service.entrypoint, ElementsAre("echo", "a b", "c"));
  EXPECT_TRUE(service.command->empty());
  arguments.command = {"d", "$HOME"};
  EXPECT_THAT(*made(arguments).command, ElementsAre("d", "$HOME"));
}

TEST_F(OneOffService, PortsOnlyWhenAskedFor) {
  RunArguments arguments;
  arguments.service_ports = true;
  EXPECT_EQ(made(arguments).ports.size(), 1U);
  arguments.service_ports = false;
  arguments.publish = {"127.0.0.1:9000:80/udp"};
  const auto service = made(arguments);
  ASSERT_EQ(service.ports.size(), 1U);
  EXPECT_EQ(service.ports[0].published, "9000");
  EXPECT_EQ(service.ports[0].protocol, "udp");
}

TEST_F(OneOffService, VolumesCountFromThisFolder) {
  RunArguments arguments;
  arguments.volumes = {"./src:/src:ro", "other:/data"};
  const auto service = made(arguments);
  ASSERT_EQ(service.volumes.size(), 2U);
  EXPECT_EQ(service.volumes[0].source, (folder_.path() / "src").string());
  EXPECT_TRUE(service.volumes[0].read_only);
  EXPECT_EQ(service.volumes[1].source, "other");
  EXPECT_EQ(service.volumes[1].target, "/data");
}

TEST_F(OneOffService, CapabilitiesAndLabels) {
  RunArguments arguments;
  arguments.cap_add = {"ALL", "NET_ADMIN"};
  arguments.cap_drop = {"SYS_TIME"};
  arguments.labels = {"a=b", "c"};
  const auto service = made(arguments);
  EXPECT_THAT(service.cap_add, ElementsAre("ALL", "NET_ADMIN"));
  EXPECT_THAT(service.cap_drop, ElementsAre("SYS_TIME"));
  EXPECT_EQ(service.labels.at("a"), "b");
  EXPECT_EQ(service.labels.at("c"), "");
}

TEST_F(OneOffService, WhatCannotBeReadIsNamed) {
  RunArguments arguments;
  arguments.publish = {"seventy"};
  try {
    (void)options(arguments);
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.exit_code(), ExitCode::kUsage);
    EXPECT_THAT(error.what(), HasSubstr("command line"));
    EXPECT_THAT(error.what(), HasSubstr("seventy"));
  }
}

}  // namespace
}  // namespace devstack::cli

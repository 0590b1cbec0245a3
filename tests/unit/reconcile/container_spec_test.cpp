// Names, and what a replacement takes over.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "devstack/base/error.hpp"
#include "reconcile/container_spec_rows.hpp"
#include "spec_fixture.hpp"

namespace devstack::reconcile {
namespace {

using ContainerSpecTest = SpecFixture;

TEST_F(ContainerSpecTest, ReplacementInheritsAnonymousVolumes) {
  service().volumes.emplace_back().target = "/declared";
  service().tmpfs = {"/covered"};
  SpecInput in = input();
  in.replaces = "c86884ec7bda78dbb6ef12dd27e3858c";
  in.inherited_volumes = {{"/declared", "one"}, {"/covered", "two"}, {"/of-image", "three"}};
  const ContainerSpec spec = container_spec(in);
  EXPECT_EQ(spec.name, "c86884ec7bda_shop-db-1");
  EXPECT_EQ(json_at(spec.body, "HostConfig.Mounts"),
            R"([{"Type":"volume","Source":"one","Target":"/declared"},)"
            R"({"Type":"volume","Source":"three","Target":"/of-image"}])");
  EXPECT_EQ(spec.body["Labels"][model::labels::kReplace].as_string(), "db-1");
}

TEST_F(ContainerSpecTest, NamespaceOfAMissingContainerIsAnError) {
  service().network_mode = "service:absent";
  EXPECT_THROW((void)container_spec(input()), Error);
}

TEST_F(ContainerSpecTest, AContainerNameOfTheStackMeansItsPresentContainer) {
  world_.service("peer").container_name = "other";
  service().pid = "container:other";
  EXPECT_EQ(at("HostConfig.PidMode"), R"("container:peer-id")");
}

TEST_F(ContainerSpecTest, FixedNameIsKept) {
  service().container_name = "mine";
  EXPECT_EQ(container_spec(input()).name, "mine");
  EXPECT_EQ(engine_container_name(world_.stack, service(), 1), "mine");
  EXPECT_EQ(temporary_container_name("0123456789abcdef", "mine"), "0123456789ab_mine");
}

TEST_F(ContainerSpecTest, AOneOffIsNoReplica) {
  service().container_name = "shop-db-run-1";
  service().networks.at(0).aliases = {"database"};
  SpecInput in = input();
  in.number = 0;
  in.one_off = OneOff{"5106"};
  Value body = container_spec(in).body;
  const Value& labels = body["Labels"];
  EXPECT_EQ(labels["com.docker.compose.oneoff"].as_string(), "True");
  EXPECT_EQ(labels["com.docker.compose.slug"].as_string(), "5106");
  EXPECT_FALSE(labels.contains("com.docker.compose.container-number"));
  const char* aliases = "NetworkingConfig.EndpointsConfig.shop_default.Aliases";
  EXPECT_EQ(json_at(body, aliases), R"(["shop-db-run-1"])");
  EXPECT_EQ(json_at(body, "AttachStdin"), "null");
  EXPECT_EQ(json_at(body, "HostConfig.AutoRemove"), "null");
  in.one_off = OneOff{"5106", true, true, true};
  body = container_spec(in).body;
  EXPECT_EQ(json_at(body, aliases), R"(["shop-db-run-1","db","database"])");
  EXPECT_EQ(json_at(body, "AttachStdin"), "true");
  EXPECT_EQ(json_at(body, "StdinOnce"), "true");
  EXPECT_EQ(json_at(body, "HostConfig.AutoRemove"), "true");
}

/// "| `key` | `path` | 1.43 |", as in the table of docs/engine-api.md.
std::string documented(const SpecRow& row) {
  const bool always = row.since == kOldest;
  return "| `" + std::string(row.key) + "` | `" + row.path + "` | " +
         (always ? std::string() : row.since.to_string()) + " |\n";
}

TEST(ContainerSpecRows, AreTheTableOfTheDocumentation) {
  std::string table = "| key | field | Engine API |\n|---|---|---|\n";
  for (const std::span<const SpecRow> rows :
       {process_rows(), network_rows(), storage_rows(), resource_rows(), security_rows()}) {
    for (const SpecRow& row : rows) table += documented(row);
  }
  std::ifstream stream(DEVSTACK_TEST_DATA "/../../docs/engine-api.md");
  const std::string page{std::istreambuf_iterator<char>(stream), {}};
  EXPECT_NE(page.find(table), std::string::npos) << table;
}

}  // namespace
}  // namespace devstack::reconcile

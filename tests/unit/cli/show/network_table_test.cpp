// Networks as a table and as a document.
#include "cli/show/network_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

model::Network backend() {
  model::Network network;
  network.key = "backend";
  network.name = "shop_backend";
  network.ipam.push_back({"172.20.0.0/16", "", "", {}});
  return network;
}

engine::NetworkDetails details() {
  engine::NetworkDetails found;
  found.name = "shop_backend";
  found.driver = "bridge";
  found.subnets = {"172.20.0.0/16"};
  found.gateways = {"172.20.0.1"};
  found.members = {{"aaaaaaaaaaaabbbb", "shop-db-1", "172.20.0.2/16", ""},
                   {"c9", "stranger", "172.20.0.9/16", "fd00::9/64"}};
  return found;
}

std::map<std::string, MemberFacts> facts() {
  MemberFacts db;
  db.service = "db";
  db.aliases["shop_backend"] = {"shop-db-1", "db", "aaaaaaaaaaaa", "db", "database"};
  return {{"aaaaaaaaaaaabbbb", db}};
}

TEST(NetworkTable, MembersWithTheirOwnAliases) {
  const NetworkView view = network_view(backend(), details(), facts());
  ASSERT_EQ(view.members.size(), 2U);
  EXPECT_EQ(view.members[0].ipv4, "172.20.0.2");
  EXPECT_THAT(view.members[0].aliases, ElementsAre("db", "database"));
  EXPECT_EQ(view.members[1].service, "");
  const std::string table = network_table({view}, 0);
  EXPECT_THAT(table,
              HasSubstr("shop_backend (backend)  bridge  172.20.0.0/16  gateway 172.20.0.1"));
  EXPECT_THAT(table, HasSubstr("2 members"));
  EXPECT_THAT(table, HasSubstr("172.20.0.9 fd00::9"));
}

TEST(NetworkTable, OneThatDoesNotExist) {
  const NetworkView view = network_view(backend(), std::nullopt, {});
  const std::string table = network_table({view}, 0);
  EXPECT_THAT(table, HasSubstr("not created"));
  EXPECT_THAT(table, Not(HasSubstr("SERVICE")));
}

TEST(NetworkTable, Document) {
  model::Stack stack;
  stack.project = "shop";
  const Value document = network_json(stack, {network_view(backend(), details(), facts())});
  EXPECT_EQ(document["schema"].as_string(), "devstack.networks/1");
  const Value& network = document["networks"].items().front();
  EXPECT_EQ(network["driver"].as_string(), "bridge");
  EXPECT_THAT(network["subnets"].string_items(), ElementsAre("172.20.0.0/16"));
  const Value& member = network["members"].items().front();
  EXPECT_EQ(member["service"].as_string(), "db");
  EXPECT_THAT(member["aliases"].string_items(), ElementsAre("db", "database"));
}

TEST(NetworkTable, AliasesOfAnInspection) {
  const auto parsed = parse_json(
      R"({"NetworkSettings":{"Networks":{"a":{"Aliases":["x","y"]},"b":{"Aliases":null}}}})");
  const auto aliases = aliases_of(*parsed);
  EXPECT_THAT(aliases.at("a"), ElementsAre("x", "y"));
  EXPECT_TRUE(aliases.at("b").empty());
}

}  // namespace
}  // namespace devstack::cli

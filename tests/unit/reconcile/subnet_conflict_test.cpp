// Address ranges that somebody else has.
#include "devstack/reconcile/subnet_conflict.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::HasSubstr;

TEST(Subnets, Overlap) {
  EXPECT_TRUE(subnets_overlap("172.20.0.0/16", "172.20.0.0/16"));
  EXPECT_TRUE(subnets_overlap("172.20.0.0/16", "172.20.5.0/24"));
  EXPECT_TRUE(subnets_overlap("10.0.0.0/8", "10.200.0.0/16"));
  EXPECT_FALSE(subnets_overlap("172.20.0.0/16", "172.21.0.0/16"));
  EXPECT_FALSE(subnets_overlap("10.0.0.0/25", "10.0.0.128/25"));
  EXPECT_TRUE(subnets_overlap("fd00::/64", "fd00::/80"));
  EXPECT_FALSE(subnets_overlap("fd00::/64", "fd00:0:0:1::/64"));
  EXPECT_FALSE(subnets_overlap("fd00::/64", "10.0.0.0/8"));
  for (const char* text : {"", "10.0.0.0", "10.0.0.0/x", "10.0.0.0/33", "x/8", "10.0.0.0/-1"}) {
    EXPECT_FALSE(subnets_overlap(text, "0.0.0.0/0")) << text;
  }
}

class SubnetConflicts : public ::testing::Test {
 protected:
  SubnetConflicts() {
    world_.network("backend").ipam.push_back({"172.20.0.0/16", "", "", {}});
    plan_.steps.push_back({CreateNetwork{"backend"}, "", {}, {}});
  }
  [[nodiscard]] std::vector<FailureReport> found() const {
    return subnet_conflicts(world_.stack, plan_, networks_, routes_);
  }
  engine::NetworkDetails& foreign(const std::string& subnet) {
    engine::NetworkDetails network;
    network.id = "n1";
    network.name = "other_net";
    network.subnets = {subnet};
    network.labels = {{model::labels::kProject, "other"}, {model::labels::kFolder, "/home/other"}};
    networks_.push_back(network);
    return networks_.back();
  }

  World world_;
  Plan plan_;
  std::vector<engine::NetworkDetails> networks_;
  std::vector<host::Route> routes_;
};

TEST_F(SubnetConflicts, NamesTheOtherNetworkAndItsOwner) {
  foreign("172.20.128.0/20");
  ASSERT_EQ(found().size(), 1U);
  const FailureReport report = found()[0];
  EXPECT_EQ(report.code, "DS2109");
  EXPECT_THAT(report.title, HasSubstr("172.20.0.0/16 of network backend"));
  EXPECT_EQ(report.lines[1].text,
            "network other_net of project other, folder /home/other (172.20.128.0/20)");
  EXPECT_FALSE(report.lines[0].where.empty());
}

TEST_F(SubnetConflicts, NamesTheVariableThatMovesIt) {
  auto file = std::make_shared<SourceFile>();
  file->path = "stack.yaml";
  file->text = "a:\n  subnet: \"${NET:-172.20.0.0/16}\"\n";
  world_.network("backend").ipam[0].span = SourceSpan{file, 2, 11, 1};
  foreign("172.20.0.0/16");
  const FailureReport report = found()[0];
  EXPECT_EQ(report.lines[0].where, "stack.yaml:2");
  EXPECT_EQ(report.lines[2].text,
            "docker network rm other_net    or    NET=ANOTHER.RANGE/16 devstack up");
}

TEST_F(SubnetConflicts, NoneWithoutOverlapOrWhereThePlanMakesNoNetwork) {
  foreign("172.21.0.0/16");
  EXPECT_TRUE(found().empty());
  foreign("172.20.0.0/16");
  plan_.steps.clear();
  EXPECT_TRUE(found().empty());
}

TEST_F(SubnetConflicts, ANetworkThatThePlanRemovesIsNone) {
  foreign("172.20.0.0/16");
  plan_.steps.push_back({RemoveNetwork{"n1", "other_net"}, "", {}, {}});
  EXPECT_TRUE(found().empty());
}

TEST_F(SubnetConflicts, RoutesOfTheHostCount) {
  routes_ = {{"0.0.0.0/0", "eth0"}, {"128.0.0.0/1", "tun0"}, {"10.0.0.0/8", "tun0"}};
  EXPECT_TRUE(found().empty());
  routes_.push_back({"172.16.0.0/12", "tun0"});
  ASSERT_EQ(found().size(), 1U);
  EXPECT_THAT(found()[0].lines[1].text, HasSubstr("a route of this host through tun0"));
}

TEST_F(SubnetConflicts, TheRouteOfAnEngineNetworkIsThatNetworksOwn) {
  engine::NetworkDetails& ours = foreign("172.20.0.0/16");
  ours.name = "shop_backend";
  routes_ = {{"172.20.0.0/16", "br-1"}};
  EXPECT_TRUE(found().empty());
}

TEST_F(SubnetConflicts, TwoOfOneStack) {
  world_.network("front").ipam.push_back({"172.20.1.0/24", "", "", {}});
  plan_.steps.push_back({CreateNetwork{"front"}, "", {}, {}});
  ASSERT_EQ(found().size(), 1U);
  EXPECT_THAT(found()[0].lines[1].text, HasSubstr("network backend of the same stack"));
}

}  // namespace
}  // namespace devstack::reconcile

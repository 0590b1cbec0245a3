// What is asked of an engine, and what is made of its answers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "observe_fixture.hpp"

namespace devstack::reconcile {
namespace {

using Observe = ObserveFixture;
using ::testing::IsEmpty;

TEST_F(Observe, NothingThere) {
  world_.service("db");
  const Observed observed = observe_now();
  EXPECT_THAT(observed.containers, IsEmpty());
  ASSERT_TRUE(observed.images.contains("db:1"));
  EXPECT_FALSE(observed.images.at("db:1").has_value());
  EXPECT_EQ(transport_.count("GET"), 4U) << "three lists and one image";
}

TEST_F(Observe, ForWhatOnlyStopsAndRemovesTheListsAreEnough) {
  world_.service("db");
  world_.job("seed");
  list("aaa", "shop-db-1", "db", "exited");
  state_.write("readiness", {{"aaa", "2026-01-01T00:00:00Z"}});
  ObserveRequest request;
  request.images = ObserveRequest::Images::kNone;
  request.depth = ObserveRequest::Depth::kLists;
  const Observed observed = observe_now(request);
  ASSERT_EQ(observed.containers.size(), 1U);
  EXPECT_EQ(observed.containers.front().state, "exited");
  EXPECT_THAT(observed.job_inputs, IsEmpty());
  EXPECT_EQ(transport_.count("GET"), 3U);
}

TEST_F(Observe, TemporaryNameAndComposesLabelMakeAReplacement) {
  world_.service("db");
  const std::string old = "0123456789ab" + std::string(52, 'c');
  list(old, "shop-db-1", "db", "running");
  Value& half_made = list("ddd", "0123456789ab_shop-db-1", "db", "created");
  Value all = half_made["Labels"];
  all.set(labels::kReplace, "db-1");
  half_made.set("Labels", std::move(all));
  details("ddd", R"({"Id":"ddd","State":{}})");
  const Observed observed = observe_now();
  ASSERT_EQ(observed.containers.size(), 2U);
  EXPECT_EQ(observed.containers[0].replaces, old);
  EXPECT_EQ(observed.containers[1].replaces, "");
}

TEST_F(Observe, ContestedNameIsRefused) {
  world_.service("db");
  Value& theirs = list("aaa", "shop-db-1", "db", "running");
  Value all = theirs["Labels"];
  all.set(labels::kProjectId, "somebody-else");
  all.set(labels::kWorkingDir, folder_.path().string());
  theirs.set("Labels", all);
  EXPECT_THROW((void)observe_now(), Error);
  all.set(labels::kWorkingDir, "/nonexistent/devstack/moved");
  theirs.set("Labels", all);
  EXPECT_EQ(observe_now().containers.size(), 1U) << "its folder is gone: adopted";
}

TEST_F(Observe, OfTwoNetworksOfOneNameTheOneInUseStays) {
  world_.service("db");
  Value networks = Value::object();
  Value inside = Value::object();
  inside.set("NetworkID", "n2");
  networks.set("shop_default", std::move(inside));
  Value settings = Value::object();
  settings.set("Networks", std::move(networks));
  list("aaa", "shop-db-1", "db", "running").set("NetworkSettings", std::move(settings));
  answers_["/networks"] = R"([
    {"Id":"n1","Name":"shop_default","Labels":{"devstack.project-id":"0123456789abcdef"}},
    {"Id":"n2","Name":"shop_default","Labels":{"devstack.project-id":"0123456789abcdef"}}])";
  const Observed observed = observe_now();
  EXPECT_EQ(observed.networks.at("shop_default").id, "n2");
  ASSERT_EQ(observed.twin_networks.size(), 1U);
  EXPECT_EQ(observed.twin_networks.front().id, "n1");
}

TEST_F(Observe, NetworksAndVolumesOfOthersCountOnlyUnderNamesOfTheStack) {
  world_.volume("data");
  answers_["/networks"] = R"([
    {"Id":"n1","Name":"shop_default","Labels":{"com.docker.compose.project":"shop",
     "com.docker.compose.network":"default","com.docker.compose.config-hash":"h"}},
    {"Id":"n2","Name":"shop_old","Labels":{"devstack.project-id":"0123456789abcdef"}},
    {"Id":"n3","Name":"bridge"}])";
  answers_["/volumes"] = R"({"Volumes":[
    {"Name":"shop_data","CreatedAt":"2026-01-01T00:00:00Z"},
    {"Name":"unrelated","CreatedAt":"2026-01-01T00:00:00Z"}]})";
  const Observed observed = observe_now();
  ASSERT_EQ(observed.networks.size(), 2U);
  EXPECT_EQ(observed.networks.at("shop_default").ownership, Ownership::kOurs);
  EXPECT_EQ(observed.networks.at("shop_default").config_hash, "h");
  EXPECT_EQ(observed.networks.at("shop_old").ownership, Ownership::kOurs);
  ASSERT_EQ(observed.volumes.size(), 1U);
  EXPECT_EQ(observed.volumes.at("shop_data").ownership, Ownership::kForeign);
  EXPECT_EQ(observed.volumes.at("shop_data").created_at, "2026-01-01T00:00:00Z");
}

}  // namespace
}  // namespace devstack::reconcile

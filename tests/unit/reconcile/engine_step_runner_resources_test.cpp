#include "reconcile/engine_step_runner_steps.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

constexpr char kOurs[] = R"({"Name":"x","Labels":{"devstack.project-id":"0123456789abcdef"}})";
constexpr char kForeign[] = R"({"Name":"x","Labels":{"com.docker.compose.project":"blog"}})";

class RunnerResources : public RunnerFixture {
 protected:
  RunnerResources() { world_.volume("data"); }
  Task<StepResult> network() { return create_network(state(), CreateNetwork{"default"}); }
  Task<StepResult> volume() { return create_volume(state(), CreateVolume{"data"}); }
};

TEST_F(RunnerResources, NetworksOfOursAreTakenAndForeignOnesRefused) {
  on("POST /networks/create", 409, message("already exists"));
  on("GET /networks/shop_default", 200, kOurs);
  on("GET /networks", 200, "[]");
  on("GET /networks/shop_default", 200, kForeign);
  expect_done(network());
  const StepFailed failed = expect_failed(network());
  EXPECT_EQ(failed.report.code, "DS2102");
  EXPECT_EQ(lines(failed, "held by").at(0), "project blog");
}

TEST_F(RunnerResources, OfTwoNetworksOfOneNameOneIsRemovedAtOnce) {
  const std::string ours = R"("Labels":{"devstack.project-id":"0123456789abcdef"})";
  on("POST /networks/create", 201, R"({"Id":"n2"})");
  on("GET /networks", 200,
     R"([{"Id":"n1","Name":"shop_default",)" + ours + R"(},{"Id":"n2","Name":"shop_default",)" +
         ours + R"(},{"Id":"n3","Name":"shop_default"},{"Id":"n4","Name":"shop_back",)" + ours +
         "}]");
  on("DELETE /networks/n2", 204, "");
  expect_done(network());
  EXPECT_EQ(transport_.count("DELETE /networks"), 1U);
}

TEST_F(RunnerResources, LostRepliesAreLookedUp) {
  on("POST /networks/create", lost());
  on("GET /networks/shop_default", 200, kOurs);
  on("GET /networks", 200, "[]");
  on("GET /networks/shop_default", 404, message("not found"));
  expect_done(network());
  EXPECT_THROW(run(network()), engine::EngineError);
  on("POST /volumes/create", lost());
  on("GET /volumes/shop_data", 200, kOurs);
  on("GET /volumes/shop_data", 404, message("not found"));
  expect_done(volume());
  EXPECT_THROW(run(volume()), engine::EngineError);
}

TEST_F(RunnerResources, AForeignVolumeIsNotTakenAlthoughTheEngineSaysCreated) {
  on("POST /volumes/create", 201, "{}");
  on("GET /volumes/shop_data", 200, kForeign);
  EXPECT_EQ(expect_failed(volume()).report.code, "DS2102");
}

TEST_F(RunnerResources, AUsedVolumeStaysAndANetworkIsTriedAgain) {
  on("DELETE /volumes/shop_data", 409, message("volume is in use"));
  const StepFailed failed = expect_failed(remove_volume(state(), RemoveVolume{"shop_data"}));
  EXPECT_EQ(failed.report.code, "DS2104");
  EXPECT_EQ(lines(failed, "engine").at(0), "volume is in use");
  EXPECT_TRUE(lines(failed, "used by").empty()) << "the engine does not tell";
  on("DELETE /networks/n1", 403, message("has active endpoints"));
  on("DELETE /networks/n1", 204, "");
  expect_done(remove_network(state(), RemoveNetwork{"n1", "shop_default"}));
  EXPECT_EQ(transport_.count("DELETE /networks/n1"), 2U);
}

TEST_F(RunnerResources, WhoUsesIsNamed) {
  on("DELETE /volumes/shop_data", 409, message("volume is in use"));
  on("GET /containers/json", 200, R"([{"Id":"c1","Names":["/guest"]}])");
  const StepFailed volume = expect_failed(remove_volume(state(), RemoveVolume{"shop_data"}));
  EXPECT_EQ(lines(volume, "used by").at(0), "guest");
  on("DELETE /networks/n2", 403, message("has active endpoints"));
  on("GET /networks/n2", 200,
     R"({"Id":"n2","Containers":{"c1":{"Name":"guest"},"c2":{"Name":"other"}}})");
  const StepFailed network =
      expect_failed(remove_network(state(), RemoveNetwork{"n2", "shop_default"}));
  EXPECT_EQ(lines(network, "used by").at(0), "guest, other");
}

}  // namespace
}  // namespace devstack::reconcile

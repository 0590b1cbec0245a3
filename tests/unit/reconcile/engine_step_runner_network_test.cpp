#include "devstack/model/labels.hpp"
#include "reconcile/engine_step_runner_steps.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

constexpr char kConnect[] = "POST /networks/shop_default/connect";
constexpr char kDisconnect[] = "POST /networks/shop_default/disconnect";
constexpr char kInspect[] = "GET /containers/c1/json";
constexpr char kInside[] = R"({"NetworkSettings":{"Networks":{"shop_default":{}}}})";
constexpr char kOutside[] = R"({"NetworkSettings":{"Networks":{}}})";

class RunnerNetwork : public RunnerFixture {
 protected:
  RunnerNetwork() { world_.service("db"); }
  Task<StepResult> connect(ConnectNetwork::Before before = ConnectNetwork::Before::kNothing) {
    return connect_network(state(), ConnectNetwork{"db", 1, "c1", "default", before});
  }
};

TEST_F(RunnerNetwork, ConnectsUnderTheNamesOfTheService) {
  on(kConnect, 200, "");
  expect_done(connect());
  EXPECT_EQ(transport_.count(kDisconnect), 0U);
  EXPECT_EQ(transport_.requests.back().body,
            R"({"Container":"c1","EndpointConfig":{"Aliases":["shop-db-1","db"]}})");
}

TEST_F(RunnerNetwork, LeavesTheNamesakeFirst) {
  on(kInspect, 200, kInside);
  on(kDisconnect, 200, "");
  on(kConnect, 200, "");
  expect_done(connect(ConnectNetwork::Before::kLeave));
  EXPECT_EQ(transport_.count(kDisconnect), 1U);
}

TEST_F(RunnerNetwork, ARefusalIsNoneWhereTheContainerIsConnected) {
  on(kConnect, 403, message("endpoint already exists"));
  on(kInspect, 200, kInside);
  on(kInspect, 200, kOutside);
  expect_done(connect());
  const StepFailed failed = expect_failed(connect());
  EXPECT_EQ(failed.report.code, "DS3105");
  EXPECT_EQ(lines(failed, "engine").at(0), "endpoint already exists");
}

TEST_F(RunnerNetwork, ALostReplyIsLookedUp) {
  on(kConnect, lost());
  on(kInspect, 200, kInside);
  on(kInspect, 200, kOutside);
  expect_done(connect());
  EXPECT_THROW(run(connect()), engine::EngineError);
}

}  // namespace
}  // namespace devstack::reconcile

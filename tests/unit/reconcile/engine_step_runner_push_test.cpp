#include "reconcile/engine_step_runner_steps.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

constexpr char kPush[] = "POST /images/r.io/web/push";

class PushStep : public RunnerFixture {
 protected:
  PushStep() { world_.service("web").image = "r.io/web:1"; }
  Task<StepResult> push() {
    state().context.retry_pause = Duration{1};
    return push_image(state(), {"web", "r.io/web:1"});
  }
};

TEST_F(PushStep, TellsOfItsLayers) {
  on(kPush, 200, R"({"id":"aaaaaaaaaaaa","status":"Pushed"})");
  expect_done(push());
  EXPECT_EQ(events<TransferProgress>().back().text, "1 of 1 layers");
  EXPECT_EQ(events<ServiceChanged>().back().state, ServiceState::kPushed);
}

TEST_F(PushStep, TriesAgainWhatMayPass) {
  on(kPush, 200, R"({"error":"received unexpected HTTP status: 503 Service Unavailable"})");
  on(kPush, 200, "{}");
  expect_done(push());
  EXPECT_EQ(transport_.count(kPush), 2U);
}

TEST_F(PushStep, ARefusalIsFinal) {
  on(kPush, 200, R"({"errorDetail":{"message":"denied: requested access is denied"}})");
  const StepFailed failed = expect_failed(push());
  EXPECT_EQ(failed.report.code, "DS3122");
  EXPECT_EQ(transport_.count(kPush), 1U);
}

}  // namespace
}  // namespace devstack::reconcile

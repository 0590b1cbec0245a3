#include "reconcile/engine_step_runner_steps.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

class RunnerStop : public RunnerFixture {
 protected:
  RunnerStop() { world_.service("db"); }
};

TEST_F(RunnerStop, GivesTheGraceAndTakesAContainerThatIsGoneForStopped) {
  on("POST /containers/c1/stop", 204, "");
  on("POST /containers/c1/stop", 404, message("No such container"));
  const StopContainer action{"db", "c1", std::chrono::seconds{7}};
  expect_done(stop_container(state(), action));
  expect_done(stop_container(state(), action));
  EXPECT_EQ(transport_.seen.at(0), "POST /containers/c1/stop?t=7");
  EXPECT_EQ(events<ServiceChanged>().back().state, ServiceState::kStopped);
}

TEST_F(RunnerStop, RemovesAnonymousVolumesOnlyWhenAsked) {
  on("DELETE /containers/c1", 204, "");
  expect_done(remove_container(state(), RemoveContainer{"db", "c1", false}));
  expect_done(remove_container(state(), RemoveContainer{"db", "c1", true}));
  EXPECT_EQ(transport_.seen.at(0).find("v=1"), std::string::npos);
  EXPECT_NE(transport_.seen.at(1).find("v=1"), std::string::npos);
}

}  // namespace
}  // namespace devstack::reconcile

#include "reconcile/engine_step_runner_steps.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

constexpr char kStart[] = "POST /containers/c1/start";
constexpr char kInspect[] = "GET /containers/c1/json";

class RunnerStart : public RunnerFixture {
 protected:
  RunnerStart() {
    world_.service("db");
    world_.service("api");
    plan_.steps.push_back({StartContainer{"db", 1}, "", {}, {}});
    plan_.steps.push_back({StartContainer{"api", 1}, "", {}, {0}});
  }
  Task<StepResult> start() {
    state().set_container("db", 1, "c1");
    return start_container(state(), plan_.steps[0], StartContainer{"db", 1});
  }
  model::Port port() {
    model::Port made;
    made.target = 5432;
    made.published = "15432";
    made.span = world_.span();
    return made;
  }
};

TEST_F(RunnerStart, RemembersTheInspectionForTheProbe) {
  on(kStart, 204, "");
  on(kInspect, 200, details("c1", "running"));
  expect_done(start());
  EXPECT_TRUE(state().recall("c1"));
  EXPECT_FALSE(state().recall("c1"));
}

TEST_F(RunnerStart, ALostReplyIsLookedUp) {
  on(kStart, lost());
  on(kInspect, 200, details("c1", "running"));
  on(kInspect, 200, details("c1", "created"));
  expect_done(start());
  EXPECT_EQ(transport_.count(kStart), 1U);
  EXPECT_THROW(run(start()), engine::EngineError);
}

TEST_F(RunnerStart, APortInUseIsExplainedWithItsOwner) {
  world_.stack.services.at("db").ports.push_back(port());
  on(kStart, 500, message("Bind for 0.0.0.0:15432 failed: port is already allocated"));
  on("GET /containers/json", 200,
     R"([{"Id":"c9","Names":["/blog-db-1"],"Labels":{"com.docker.compose.project":"blog"},
          "Ports":[{"PrivatePort":5432,"PublicPort":15432,"Type":"tcp"}]}])");
  const StepFailed failed = expect_failed(start());
  EXPECT_EQ(failed.report.code, "DS2101");
  EXPECT_EQ(failed.exit_code, ExitCode::kConflict);
  EXPECT_EQ(failed.report.title, "port 15432 is in use, so api was not started");
  EXPECT_EQ(lines(failed, "held by").at(0), "container blog-db-1 of project blog");
}

TEST_F(RunnerStart, OtherRefusalsKeepTheEnginesWords) {
  on(kStart, 400, message("exec: \"x\": executable file not found in $PATH"));
  const StepFailed failed = expect_failed(start());
  EXPECT_EQ(failed.report.code, "DS3105");
  EXPECT_EQ(failed.report.title, "db: its command cannot be run, so api was not started");
}

TEST_F(RunnerStart, PortsThatWereNotPublishedAreAFailure) {
  world_.stack.services.at("db").ports.push_back(port());
  on(kStart, 204, "");
  on(kInspect, 200, details("c1", "running"));
  const StepFailed failed = expect_failed(start());
  EXPECT_EQ(failed.report.code, "DS2103");
  EXPECT_EQ(lines(failed, "missing").at(0), "15432 to 5432/tcp");
}

}  // namespace
}  // namespace devstack::reconcile

#include "reconcile/engine_step_runner_steps.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

constexpr char kWait[] = "POST /containers/c1/wait";
constexpr char kInspect[] = "GET /containers/c1/json";
constexpr char kStart[] = "POST /containers/c1/start";

class RunnerJob : public RunnerFixture {
 protected:
  RunnerJob() {
    world_.job("migrate").extension.job.emplace();
    world_.service("api");
    plan_.steps.push_back({AwaitJob{"migrate"}, "", {}, {}});
    plan_.steps.push_back({StartContainer{"api", 1}, "", {}, {0}});
    on(kWait, 200, R"({"StatusCode":0})");
    on("GET /containers/c1/logs", 200, fakes::frame(2, "boom\n"));
    on("GET /volumes", 200, "{}");
  }
  model::Job& limits() { return *world_.stack.services.at("migrate").extension.job; }
  void ends(int exit_code) { on(kInspect, 200, details("c1", "exited", {}, exit_code)); }
  Task<StepResult> await() {
    state().set_container("migrate", 1, "c1");
    return await_job(state(), plan_.steps[0], AwaitJob{"migrate"});
  }
};

TEST_F(RunnerJob, SuccessIsRecorded) {
  ends(0);
  expect_done(await());
  EXPECT_TRUE(store_.read("jobs").contains("migrate"));
  EXPECT_EQ(events<ServiceChanged>().back().state, ServiceState::kJobDone);
}

TEST_F(RunnerJob, IsRetriedAsOftenAsAllowed) {
  limits().retries = 2;
  on(kStart, 204, "");
  ends(1);
  ends(1);
  ends(0);
  expect_done(await());
  EXPECT_EQ(transport_.count(kStart), 2U);
}

TEST_F(RunnerJob, FailsAfterTheLastRetry) {
  limits().retries = 1;
  on(kStart, 204, "");
  ends(3);
  const StepFailed failed = expect_failed(await());
  EXPECT_EQ(failed.report.code, "DS3201");
  EXPECT_EQ(failed.report.title, "job migrate failed with exit code 3, so api was not started");
  EXPECT_EQ(lines(failed, "log").at(0), "migrate │ boom");
  EXPECT_EQ(transport_.count(kStart), 1U);
  EXPECT_TRUE(store_.read("jobs").empty());
}

TEST_F(RunnerJob, ARemovedContainerIsNoSuccess) {
  EXPECT_EQ(expect_failed(await()).report.code, "DS3201");
}

TEST_F(RunnerJob, IsStoppedAtItsTimeLimit) {
  limits().timeout = Duration{30};
  transport_.answer = [](const io::HttpRequest& request, const std::string& target) {
    if (target.find("/wait") != std::string::npos) return silent();
    fakes::Reply reply;
    reply.status = request.method == "POST" ? 204 : 200;
    if (target.ends_with("/json")) reply.body = details("c1", "running");
    return reply;
  };
  const StepFailed failed = expect_failed(await());
  EXPECT_EQ(failed.report.code, "DS3202");
  EXPECT_TRUE(failed.report.title.ends_with(", so api was not started")) << failed.report.title;
  EXPECT_EQ(transport_.count("POST /containers/c1/stop"), 1U);
}

TEST_F(RunnerJob, ALostAnswerToARetryIsLookedUp) {
  limits().retries = 1;
  on(kStart, lost());
  ends(1);
  Value state = Value::object();
  state.set("Status", "exited");
  state.set("ExitCode", std::int64_t{0});
  state.set("StartedAt", "2026-01-01T00:00:09Z");
  Value later = Value::object();
  later.set("Id", "c1");
  later.set("State", std::move(state));
  on(kInspect, 200, to_json(later));
  expect_done(await());
}

TEST_F(RunnerJob, ALostAnswerWithoutAStartEndsTheCommand) {
  limits().retries = 1;
  on(kStart, lost());
  ends(1);
  EXPECT_THROW((void)run(await()), engine::EngineError);
}

TEST_F(RunnerJob, AJobOfAMockIsLeftOut) {
  world_.service("db").extension.mock.emplace();
  world_.depends("migrate", "db");
  state().use_mock("db", "--mock");
  expect_done(await());
  EXPECT_FALSE(store_.read("jobs").contains("migrate"));
  EXPECT_EQ(events<ServiceChanged>().back().state, ServiceState::kSkipped);
  EXPECT_EQ(events<ServiceChanged>().back().detail, "db is a mock");
}

}  // namespace
}  // namespace devstack::reconcile

#include "reconcile/engine_step_runner_steps.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

constexpr char kExec[] = "POST /containers/c1/exec";
constexpr char kExecStart[] = "POST /exec/e1/start";
constexpr char kExecInspect[] = "GET /exec/e1/json";

/// A frame of an exec's output, on stdout.
std::string frame(const std::string& text) {
  std::string bytes(8, '\0');
  bytes[0] = 1;
  bytes[7] = static_cast<char>(text.size());
  return bytes + text;
}

class RunnerHooks : public RunnerFixture {
 protected:
  RunnerHooks() {
    world_.service("db");
    world_.service("api");
    plan_.steps.push_back({StartContainer{"db", 1}, "", {}, {}});
    plan_.steps.push_back({StartContainer{"api", 1}, "", {}, {0}});
    on("POST /containers/c1/start", 204, "");
    on("POST /containers/c1/stop", 204, "");
    on("GET /containers/c1/json", 200, details("c1", "running"));
    on(kExec, 201, R"({"Id":"e1"})");
    on(kExecStart, 200, frame("cannot connect\n"));
  }
  void ends_with(int code) {
    on(kExecInspect, 200, R"({"Running":false,"ExitCode":)" + std::to_string(code) + "}");
  }
  static model::Hook hook(std::vector<std::string> command) {
    model::Hook made;
    made.command = std::move(command);
    return made;
  }
  Task<StepResult> start() {
    state().set_container("db", 1, "c1");
    return start_container(state(), plan_.steps[0], StartContainer{"db", 1});
  }
  model::Service& db() { return world_.stack.services.at("db"); }
};

TEST_F(RunnerHooks, RunAfterTheStartInTheirOrder) {
  model::Hook first = hook({"chown", "app", "/data"});
  first.user = "root";
  first.privileged = true;
  first.working_dir = "/data";
  first.environment = {"LEVEL=1", "BARE"};
  db().post_start = {first, hook({"true"})};
  ends_with(0);
  expect_done(start());
  EXPECT_EQ(transport_.count(kExec), 2U);
  EXPECT_EQ(transport_.seen.at(0), "POST /containers/c1/start");
  const auto sent = std::ranges::find_if(transport_.requests, [](const io::HttpRequest& request) {
    return request.target.ends_with("/containers/c1/exec");
  });
  ASSERT_NE(sent, transport_.requests.end());
  const auto body = parse_json(sent->body);
  ASSERT_TRUE(body);
  EXPECT_EQ(to_json((*body)["Cmd"]), R"(["chown","app","/data"])");
  EXPECT_EQ((*body)["User"].as_string(), "root");
  EXPECT_EQ((*body)["WorkingDir"].as_string(), "/data");
  EXPECT_EQ(to_json((*body)["Privileged"]), "true");
  EXPECT_EQ(to_json((*body)["Env"]), R"(["LEVEL=1","BARE"])");
}

TEST_F(RunnerHooks, AFailedPostStartFailsTheStartWithItsOutput) {
  db().post_start = {hook({"migrate", "--all"}), hook({"never"})};
  ends_with(3);
  const StepFailed failed = expect_failed(start());
  EXPECT_EQ(failed.report.code, "DS3107");
  EXPECT_EQ(failed.report.title, "db: its post_start hook failed, so api was not started");
  EXPECT_EQ(transport_.count(kExec), 1U);
  bool told = false, shown = false;
  for (const auto& line : failed.report.lines) {
    told = told || line.text.find("`migrate --all` exited with 3") != std::string::npos;
    shown = shown || line.text.find("cannot connect") != std::string::npos;
  }
  EXPECT_TRUE(told);
  EXPECT_TRUE(shown);
}

TEST_F(RunnerHooks, AFailedPreStopIsAWarning) {
  db().pre_stop = {hook({"flush"})};
  ends_with(1);
  expect_done(stop_container(state(), StopContainer{"db", "c1", std::chrono::seconds{1}}));
  EXPECT_EQ(transport_.count("POST /containers/c1/stop"), 1U);
  const auto notices = events<Notice>();
  ASSERT_EQ(notices.size(), 1U);
  EXPECT_EQ(notices[0].text, "db: its pre_stop hook failed: `flush` exited with 1");
}

TEST_F(RunnerHooks, AServiceThatTheFileNoLongerHasHasNoHooks) {
  expect_done(stop_container(state(), StopContainer{"gone", "c1", std::chrono::seconds{1}}));
  EXPECT_EQ(transport_.count(kExec), 0U);
}

}  // namespace
}  // namespace devstack::reconcile

#include "reconcile/engine_step_runner_steps.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

constexpr char kInspect[] = "GET /containers/c1/json";

class RunnerReady : public RunnerFixture {
 protected:
  RunnerReady() {
    model::ProbeSpec spec;
    spec.kind = model::TcpProbe{5432};
    spec.within = Duration{100};
    world_.service("db").extension.ready = spec;
    world_.service("api");
    plan_.steps.push_back({AwaitReady{"db", 1}, "", {}, {}});
    plan_.steps.push_back({StartContainer{"api", 1}, "", {}, {0}});
    on("GET /containers/c1/logs", 200, fakes::frame(1, "warming up\n"));
  }
  void runs() {
    on("POST /containers/c1/wait", silent());
    on(kInspect, 200,
       R"({"Id":"c1","State":{"Status":"running","Running":true,
           "StartedAt":"2026-01-01T00:00:00.5Z"},
           "NetworkSettings":{"Networks":{"n":{"IPAddress":"172.20.0.5"}}}})");
  }
  void has_ended(int exit_code) {
    on("POST /containers/c1/wait", 200, R"({"StatusCode":0})");
    on(kInspect, 200,
       R"({"Id":"c1","State":{"Status":"exited","Running":false,
           "StartedAt":"2026-01-01T00:00:00.5Z","ExitCode":)" +
           std::to_string(exit_code) + "}}");
  }
  void has_no_test() {
    model::Service& db = world_.stack.services.at("db");
    db.extension.ready.reset();
    db.healthcheck.reset();
  }
  Task<StepResult> await() {
    state().set_container("db", 1, "c1");
    return reconcile::await_ready(state(), plan_.steps[0], AwaitReady{"db", 1});
  }
};

TEST_F(RunnerReady, TheProofOfThisStartIsRecorded) {
  runs();
  expect_done(await());
  EXPECT_EQ(events<ServiceChanged>().back().state, ServiceState::kReady);
  EXPECT_TRUE(store_.read("readiness").empty()) << "a gate waits for no disk";
  end_run();
  const auto record = store_.read("readiness");
  ASSERT_TRUE(record.contains("c1"));
  EXPECT_TRUE(record.at("c1").starts_with("2026-01-01T00:00:00.5")) << record.at("c1");
}

TEST_F(RunnerReady, ADeadlineSaysWhoWasNotStartedAndRecordsNothing) {
  runs();
  transport_.connect = [](const io::Endpoint&) {
    return std::optional<std::string>("connection refused");
  };
  const StepFailed failed = expect_failed(await());
  EXPECT_EQ(failed.report.code, "DS3104");
  EXPECT_EQ(failed.report.title, "db is not ready, so api was not started");
  EXPECT_EQ(lines(failed, "log").at(0), "db │ warming up");
  end_run();
  EXPECT_TRUE(store_.read("readiness").empty());
}

TEST_F(RunnerReady, WithoutATestAGoodEndIsNoFailure) {
  has_no_test();
  has_ended(0);
  expect_done(await());
  EXPECT_EQ(events<ServiceChanged>().back().state, ServiceState::kJobDone);
  EXPECT_NE(events<Notice>().back().text.find("services.db.x-devstack"), std::string::npos);
  end_run();
  EXPECT_TRUE(store_.read("readiness").empty()) << "it is started again by the next up";
}

TEST_F(RunnerReady, WithoutATestABadEndIsOne) {
  has_no_test();
  has_ended(3);
  EXPECT_EQ(expect_failed(await()).report.code, "DS3102");
}

TEST_F(RunnerReady, ARemovedContainerIsSaidSo) {
  const StepFailed failed = expect_failed(await());
  EXPECT_EQ(failed.report.code, "DS3102");
  EXPECT_EQ(failed.report.title,
            "the container of db was removed before it was ready, so api was not started");
}

}  // namespace
}  // namespace devstack::reconcile

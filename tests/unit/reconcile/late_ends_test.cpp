#include "devstack/reconcile/late_ends.hpp"

#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

class LateEnds : public RunnerFixture {
 protected:
  LateEnds() {
    world_.service("db");
    plan_.steps.push_back({StartContainer{"db", 1}, "", {}, {}});
    plan_.steps.push_back({AwaitReady{"db", 1}, "", {}, {0}});
    report_.steps.resize(2);
    report_.steps[0].state = report_.steps[1].state = StepState::kDone;
    on("GET /containers/c1/logs", 200, fakes::frame(1, "disk full\n"));
  }
  void listed(const std::string& status) {
    Value container = Value::object();
    container.set("Id", "c1");
    container.set("State", status);
    container.set("Labels", our_labels("db"));
    Value all = Value::array();
    all.push_back(std::move(container));
    on("GET /containers/json", 200, to_json(all));
  }
  void look() { loop_.run(find_late_ends(client_, world_.stack, plan_, context().sink, report_)); }
  Report report_;
};

TEST_F(LateEnds, AreFailuresWithExitCodeAndLog) {
  listed("exited");
  on("GET /containers/c1/json", 200, details("c1", "exited", our_labels("db"), 9));
  look();
  EXPECT_FALSE(report_.ok());
  const StepFailed& failed = report_.steps[1].failure.value();
  EXPECT_EQ(failed.report.code, "DS3102");
  EXPECT_EQ(failed.report.title, "db was ready, and has exited since");
  EXPECT_EQ(lines(failed, "log").at(0), "db │ disk full");
  EXPECT_EQ(events<ServiceChanged>().back().state, ServiceState::kFailed);
}

TEST_F(LateEnds, AGoodEndIsNone) {
  listed("exited");
  on("GET /containers/c1/json", 200, details("c1", "exited", our_labels("db"), 0));
  look();
  EXPECT_TRUE(report_.ok());
}

TEST_F(LateEnds, WhatRunsIsNotInspected) {
  listed("running");
  look();
  EXPECT_TRUE(report_.ok());
}

TEST_F(LateEnds, ARunWithoutReadyServicesAsksNothing) {
  report_.steps[1].state = StepState::kSkipped;
  look();
  EXPECT_TRUE(events<ServiceChanged>().empty());
}

}  // namespace
}  // namespace devstack::reconcile

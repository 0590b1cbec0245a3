#include "reconcile/engine_step_runner_steps.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

constexpr char kCreate[] = "POST /containers/create";
constexpr char kInspect[] = "GET /containers/shop-db-1/json";
constexpr char kInUse[] = R"(Conflict. The container name "/shop-db-1" is already in use)";

class RunnerCreate : public RunnerFixture {
 protected:
  RunnerCreate() { world_.service("db"); }
  Task<StepResult> create() { return create_container(state(), CreateContainer{"db", 1, ""}); }
};

TEST_F(RunnerCreate, KeepsTheIdAndTellsWarnings) {
  on(kCreate, 201, R"({"Id":"c1","Warnings":["no swap"]})");
  expect_done(create());
  EXPECT_EQ(state().container("db", 1), "c1");
  ASSERT_EQ(events<Notice>().size(), 1U);
  EXPECT_EQ(events<Notice>()[0].text, "db: no swap");
}

TEST_F(RunnerCreate, ALostReplyIsLookedUpNotRepeated) {
  on(kCreate, lost());
  on(kInspect, 200, details("c1", "created", our_labels("db")));
  expect_done(create());
  EXPECT_EQ(state().container("db", 1), "c1");
  EXPECT_EQ(transport_.count(kCreate), 1U);
}

TEST_F(RunnerCreate, ALostReplyWithoutAContainerIsTheEnginesError) {
  on(kCreate, lost());
  EXPECT_THROW(run(create()), engine::EngineError);
}

TEST_F(RunnerCreate, AConflictWithOursOfTheSameConfigurationIsAdopted) {
  on(kCreate, 409, message(kInUse));
  on(kInspect, 200, details("c1", "created", our_labels("db")));
  expect_done(create());
  EXPECT_EQ(state().container("db", 1), "c1");
}

TEST_F(RunnerCreate, AnotherConfigurationProjectOrServiceIsNotAdopted) {
  const std::pair<const char*, const char*> others[] = {{labels::kConfigHash, "older"},
                                                        {labels::kProjectId, "other"},
                                                        {labels::kService, "api"},
                                                        {labels::kContainerNumber, "2"}};
  on(kCreate, 409, message(kInUse));
  for (const auto& [label, value] : others) {
    Value all = our_labels("db");
    all.set(label, value);
    on(kInspect, 200, details("0123456789abcdef", "running", all));
  }
  for (const auto& [label, value] : others) {
    const StepFailed failed = expect_failed(create());
    EXPECT_EQ(failed.report.code, "DS2102") << label;
    EXPECT_EQ(failed.exit_code, ExitCode::kConflict) << label;
    EXPECT_EQ(lines(failed, "held by").at(0), "container 0123456789ab (running), project shop");
  }
}

TEST_F(RunnerCreate, ANameThatBecameFreeIsTriedOnceMore) {
  on(kCreate, 409, message(kInUse));
  on(kCreate, 201, R"({"Id":"c2"})");
  on(kInspect, 200, details("c1", "removing", our_labels("x")));
  on(kInspect, 404, message("No such container"));
  expect_done(create());
  EXPECT_EQ(state().container("db", 1), "c2");
}

/// A command was cut off, and the engine goes on with what it had asked for.
TEST_F(RunnerCreate, AContainerThatTheEngineIsStillMakingIsWaitedFor) {
  on(kCreate, 409, message(kInUse));
  on(kInspect, 404, message("No such container"));
  on(kInspect, 404, message("No such container"));
  on(kInspect, 200, details("c1", "created", our_labels("db")));
  expect_done(create());
  EXPECT_EQ(state().container("db", 1), "c1");
}

TEST_F(RunnerCreate, RefusalsAreToldApart) {
  on(kCreate, 404, message("No such image: db:1"));
  on(kCreate, 400, message("bind source path does not exist: /x"));
  on(kCreate, 400, message("invalid restart policy"));
  const StepFailed image = expect_failed(create());
  EXPECT_EQ(image.report.code, "DS3113");
  EXPECT_EQ(image.report.title, "db: the image db:1 is gone");
  EXPECT_EQ(expect_failed(create()).report.code, "DS3106");
  const StepFailed other = expect_failed(create());
  EXPECT_EQ(other.report.code, "DS3105");
  EXPECT_EQ(lines(other, "engine").at(0), "invalid restart policy");
}

TEST_F(RunnerCreate, ARenameThatHappenedIsNotRepeated) {
  on("GET /containers/c1/json", 200, R"({"Id":"c1","Name":"/shop-db-1"})");
  expect_done(rename_container(state(), RenameContainer{"db", 1, "c1"}));
  EXPECT_EQ(transport_.count("POST"), 0U);
}

}  // namespace
}  // namespace devstack::reconcile

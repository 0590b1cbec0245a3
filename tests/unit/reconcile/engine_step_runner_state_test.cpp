#include "reconcile/engine_step_runner_state.hpp"

#include "devstack/reconcile/mock_service.hpp"
#include "runner_fixture.hpp"

namespace devstack::reconcile {
namespace {

class RunnerStateTest : public RunnerFixture {
 protected:
  RunnerStateTest() {
    world_.service("db");
    world_.container("db");
  }
};

TEST_F(RunnerStateTest, AReplacementStandsForItsServiceWhateverTheOrder) {
  ObservedContainer replacement = world_.observed.containers[0];
  replacement.replaces = "db-1";
  replacement.id = "new";
  world_.observed.containers.insert(world_.observed.containers.begin(), replacement);
  EXPECT_EQ(RunnerState(context()).container("db", 1), "new");
  std::swap(world_.observed.containers[0], world_.observed.containers[1]);
  EXPECT_EQ(RunnerState(context()).container("db", 1), "new");
}

TEST_F(RunnerStateTest, ForgetsTheReadinessOfContainersThatAreGone) {
  world_.observed.readiness["gone"] = "long ago";
  state().record_ready("c2", "now");
  end_run();
  const auto record = store_.read("readiness");
  EXPECT_FALSE(record.contains("gone"));
  EXPECT_TRUE(record.contains(World::id_of("db")));
  EXPECT_EQ(record.at("c2"), "now");
}

TEST_F(RunnerStateTest, RemembersJobsThatThePlanLeavesOutForTheirImage) {
  model::Service& job = world_.service("seed");
  job.is_job = true;
  plan_.skipped.emplace_back("seed", "db is a mock");
  { const RunnerState nothing(context()); }
  EXPECT_TRUE(store_.read("jobs").empty()) << "its image is there";
  job = as_mock(job, "", "seed:1 is not here");
  const RunnerState left_out(context());
  EXPECT_EQ(store_.read("jobs").at(left_out_key("seed")), job.config_hash);
}

TEST_F(RunnerStateTest, AStateFolderThatCannotBeWrittenCostsOneWarning) {
  host::StateStore broken(folder_.file("a-file", ""), "engine", "project");
  UiSink sink = [this](const UiEvent& event) { events_.push_back(event); };
  RunnerState state({world_.stack,
                     world_.observed,
                     plan_,
                     client_,
                     transport_,
                     loop_,
                     broken,
                     sink,
                     world_.options,
                     true,
                     paths_,
                     {},
                     {}});
  state.record_job("migrate", "done");
  state.record_job("seed", "done");
  state.record_ready("c1", "now");
  EXPECT_EQ(events<Notice>().size(), 1U);
}

TEST_F(RunnerStateTest, InALongRunReadinessIsWrittenDownMeanwhile) {
  state().record_ready("c2", "now");
  state().keep_books();
  EXPECT_TRUE(store_.read("readiness").empty()) << "more may come at once";
  state().keep_books(Duration{0});
  EXPECT_EQ(store_.read("readiness").at("c2"), "now");
}

}  // namespace
}  // namespace devstack::reconcile

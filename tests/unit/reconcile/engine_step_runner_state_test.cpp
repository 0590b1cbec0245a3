#include "reconcile/engine_step_runner_state.hpp"

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
  const auto record = store_.read("readiness");
  EXPECT_FALSE(record.contains("gone"));
  EXPECT_TRUE(record.contains(World::id_of("db")));
  EXPECT_EQ(record.at("c2"), "now");
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
  state.record_ready("c1", "now");
  state.record_job("migrate", "done");
  EXPECT_EQ(events<Notice>().size(), 1U);
}

}  // namespace
}  // namespace devstack::reconcile

// How jobs stand.
#include "devstack/reconcile/job_status.hpp"

#include <gtest/gtest.h>

#include "devstack/reconcile/mock_service.hpp"
#include "world.hpp"

namespace devstack::reconcile {
namespace {

using State = JobStatus::State;

class JobStatuses : public ::testing::Test {
 protected:
  JobStatuses() {
    world_.service("db").extension.mock.emplace();
    world_.job("seed").extension.job.emplace();
    world_.depends("seed", "db");
    world_.resources_exist();
    world_.observed.job_inputs["seed"] = "now";
  }
  [[nodiscard]] JobStatus seed(const Mocks& mocks = {}) const {
    const ImplementedStack implemented(world_.stack, mocks);
    const auto all = job_statuses(implemented.get(), world_.observed);
    EXPECT_EQ(all.size(), 1U) << "db is no job";
    return all.at(0);
  }

  World world_;
};

TEST_F(JobStatuses, HasNotRun) {
  const JobStatus status = seed();
  EXPECT_EQ(status.mode, "once");
  EXPECT_EQ(status.state, State::kDue);
  EXPECT_EQ(status.cause, "has not run yet");
  EXPECT_FALSE(status.finished || status.took || status.exit_code);
}

TEST_F(JobStatuses, RanAndIsCurrent) {
  ObservedContainer& container = world_.exited("seed", 0);
  container.details->finished_at = *container.details->started_at + std::chrono::seconds(3);
  world_.observed.jobs["seed"] = "now";
  const JobStatus status = seed();
  EXPECT_EQ(status.state, State::kCurrent);
  EXPECT_EQ(status.took, Duration{3000});
  EXPECT_EQ(status.exit_code, 0);
}

TEST_F(JobStatuses, FailedAndWillRunAgain) {
  world_.exited("seed", 4);
  const JobStatus status = seed();
  EXPECT_EQ(status.state, State::kDue);
  EXPECT_EQ(status.cause, "failed before, with exit code 4");
}

TEST_F(JobStatuses, RunsNow) {
  world_.container("seed");
  EXPECT_EQ(seed().state, State::kRunning);
}

TEST_F(JobStatuses, HasNothingToWorkOn) {
  const JobStatus status = seed({{"db", "--mock"}});
  EXPECT_EQ(status.state, State::kSkipped);
  EXPECT_EQ(status.cause, "db is a mock");
}

TEST_F(JobStatuses, ModesAreNamedAsInTheFile) {
  auto& job = *world_.stack.services.at("seed").extension.job;
  job.run = model::Job::Run::kAlways;
  EXPECT_EQ(seed().mode, "always");
  job.run = model::Job::Run::kOnChange;
  EXPECT_EQ(seed().mode, "on-change");
  world_.stack.services.at("seed").extension.job.reset();
  EXPECT_EQ(seed().mode, "-");
}

}  // namespace
}  // namespace devstack::reconcile

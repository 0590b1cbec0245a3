#include "devstack/data/job_marks.hpp"

#include <gtest/gtest.h>

#include "unit/data/sample_stack.hpp"

namespace devstack::data {
namespace {

class JobMarksTest : public ::testing::Test {
 protected:
  JobMarksTest() {
    add_job("migrate", "db");
    add_job("warm", "redis");
    for (const char* name : {"shop_db_data", "shop_cache"}) {
      observed_.volumes[name].name = name;
      observed_.volumes[name].created_at = "monday";
    }
    observed_.jobs = now();
  }
  void add_job(const std::string& name, const std::string& needs) {
    auto& job = stack_.services[name];
    job.name = name;
    job.is_job = true;
    job.config_hash = "1";
    job.depends_on.emplace_back().service = needs;
  }
  /// Records as they are after a run of all jobs.
  host::StateStore::Record now() {
    host::StateStore::Record record;
    for (const char* name : {"migrate", "warm"}) {
      record[name] =
          reconcile::job_fingerprint(stack_, stack_.services[name], observed_.volumes, {});
    }
    return record;
  }

  model::Stack stack_ = sample_stack();
  reconcile::Observed observed_;
};

TEST_F(JobMarksTest, OnlyResultsThatHoldAreMarked) {
  EXPECT_EQ(current_marks(stack_, observed_).size(), 2U);
  observed_.jobs["migrate"] = "an older one";
  observed_.jobs.erase("warm");
  EXPECT_TRUE(current_marks(stack_, observed_).empty());
}

TEST_F(JobMarksTest, AResultInTheCopyHoldsForAVolumeOfAnotherAge) {
  const JobMarks marks = current_marks(stack_, observed_);
  observed_.volumes["shop_db_data"].created_at = "tuesday";
  const auto after = jobs_after_restore(stack_, observed_, marks, {"shop_db_data"});
  EXPECT_EQ(after, now());
}

TEST_F(JobMarksTest, WhatTheCopyDoesNotHoldIsDueAgain) {
  const auto after = jobs_after_restore(stack_, observed_, {}, {"shop_db_data"});
  EXPECT_FALSE(after.contains("migrate"));
  EXPECT_EQ(after.at("warm"), observed_.jobs.at("warm"));
}

TEST_F(JobMarksTest, AJobThatChangedSinceIsDueAgain) {
  const JobMarks marks = current_marks(stack_, observed_);
  stack_.services["migrate"].config_hash = "2";
  EXPECT_FALSE(jobs_after_restore(stack_, observed_, marks, {"shop_db_data"}).contains("migrate"));
}

}  // namespace
}  // namespace devstack::data

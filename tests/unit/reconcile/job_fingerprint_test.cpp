// What makes a job due again: configuration, inputs, volumes of all that it depends on.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

namespace fs = std::filesystem;

class JobFingerprint : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("devstack-job-" + std::to_string(getpid()));
    fs::create_directories(folder_);
    write("one");
    world_.stack.directory = folder_.string();
    world_.volume("data");
    world_.volume("unrelated");
    world_.service("db");
    world_.mount("db", "data");
    world_.service("between");
    world_.depends("between", "db");
    world_.job("migrate").extension.job = model::Job{};
    world_.stack.services.at("migrate").extension.job->inputs = {"*.sql"};
    world_.depends("migrate", "between");
    world_.resources_exist();
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& text) { std::ofstream(folder_ / "1.sql") << text; }
  [[nodiscard]] std::string now() const {
    return job_fingerprint(world_.stack, world_.stack.services.at("migrate"),
                           world_.observed.volumes, world_.observed.containers);
  }

  fs::path folder_;
  World world_;
};

TEST_F(JobFingerprint, StartsCountOnlyForAJobThatRunsAlways) {
  world_.container("between");
  const std::string once = now();
  world_.observed.containers[0].id = "another";
  EXPECT_EQ(now(), once);
  world_.stack.services.at("migrate").extension.job->run = model::Job::Run::kAlways;
  const std::string always = now();
  EXPECT_TRUE(always.starts_with(once + " "));
  world_.observed.containers[0].id = "a third";
  EXPECT_NE(now(), always);
}

TEST_F(JobFingerprint, EachPartCounts) {
  std::set<std::string> seen{now()};
  EXPECT_EQ(now(), *seen.begin());
  write("two");
  EXPECT_TRUE(seen.insert(now()).second) << "contents of an input";
  fs::rename(folder_ / "1.sql", folder_ / "2.sql");
  EXPECT_TRUE(seen.insert(now()).second) << "name of an input";
  world_.stack.services.at("migrate").config_hash = "other";
  EXPECT_TRUE(seen.insert(now()).second) << "configuration";
  world_.observed.volumes.at("shop_data").created_at = "2027-01-01T00:00:00Z";
  EXPECT_TRUE(seen.insert(now()).second) << "volume made again";
  world_.observed.volumes.erase("shop_data");
  EXPECT_TRUE(seen.insert(now()).second) << "volume gone";
}

TEST_F(JobFingerprint, WhatIsUnrelatedDoesNot) {
  const std::string before = now();
  world_.observed.volumes.erase("shop_unrelated");
  world_.stack.services.at("db").config_hash = "other";
  EXPECT_EQ(now(), before);
}

TEST_F(JobFingerprint, CyclesEnd) {
  world_.depends("db", "between");
  EXPECT_FALSE(now().empty());
}

}  // namespace
}  // namespace devstack::reconcile

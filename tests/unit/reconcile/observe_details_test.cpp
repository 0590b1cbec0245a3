// What is inspected beyond the lists, and what is not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "observe_fixture.hpp"
#include "reconcile/observe_details.hpp"

namespace devstack::reconcile {
namespace {

using ObserveDetails = ObserveFixture;

TEST_F(ObserveDetails, ProvenContainersCostOneInspectionEachAndNoImage) {
  world_.service("db");
  list("aaa", "shop-db-1", "db", "running");
  details("aaa", R"({"Id":"aaa","State":{"Running":true,"StartedAt":"2026-01-01T00:00:00Z"}})");
  state_.write("readiness", {{"aaa", "2026-01-01T00:00:00Z"}});
  Observed observed = observe_now();
  ASSERT_EQ(observed.containers.size(), 1U);
  EXPECT_TRUE(is_proven_ready(observed, observed.containers.front()));
  EXPECT_EQ(transport_.count("GET /images"), 0U);
  observed.containers.front().details->health_status = "unhealthy";
  EXPECT_FALSE(is_proven_ready(observed, observed.containers.front()));
}

TEST_F(ObserveDetails, RestartedContainerIsNotProven) {
  world_.service("db");
  list("aaa", "shop-db-1", "db", "running");
  details("aaa", R"({"Id":"aaa","State":{"Running":true,"StartedAt":"2026-02-02T00:00:00Z"}})");
  state_.write("readiness", {{"aaa", "2026-01-01T00:00:00Z"}});
  const Observed observed = observe_now();
  EXPECT_FALSE(is_proven_ready(observed, observed.containers.front()));
  EXPECT_EQ(transport_.count("GET /images"), 1U) << "its test may be the image's";
}

TEST_F(ObserveDetails, MovedImageTagIsInspected) {
  world_.service("db");
  list("aaa", "shop-db-1", "db", "running").set("Image", "sha256:db");
  details("aaa", R"({"Id":"aaa","State":{"Running":true,"StartedAt":"2026-01-01T00:00:00Z"}})");
  state_.write("readiness", {{"aaa", "2026-01-01T00:00:00Z"}});
  answers_["/images/db%3A1/json"] = R"({"Id":"sha256:newer"})";
  answers_["/images/db:1/json"] = R"({"Id":"sha256:newer"})";
  const Observed observed = observe_now();
  ASSERT_TRUE(observed.images.contains("db:1"));
  EXPECT_EQ(observed.images.at("db:1")->id, "sha256:newer");
}

TEST_F(ObserveDetails, ExitedAndDriftedAreInspectedVanishedAreDropped) {
  world_.service("db");
  world_.job("seed");
  list("aaa", "shop-db-1", "db", "exited");
  list("bbb", "shop-seed-1", "seed", "exited");
  details("bbb", R"({"Id":"bbb","State":{"ExitCode":3}})");
  const Observed observed = observe_now();
  ASSERT_EQ(observed.containers.size(), 1U);
  EXPECT_EQ(observed.containers.front().service, "seed");
  EXPECT_EQ(observed.containers.front().details->exit_code, 3);
  EXPECT_FALSE(observed.job_inputs.at("seed").empty());
}

TEST_F(ObserveDetails, ManyInspectionsAllArrive) {
  world_.service("db");
  world_.stack.services.at("db").scale = 50;
  for (int i = 0; i < 50; ++i) {
    const std::string id = "id" + std::to_string(i);
    list(id, "shop-db-" + std::to_string(i), "db", "exited");
    details(id, R"({"Id":")" + id + R"(","State":{"ExitCode":)" + std::to_string(i) + "}}");
  }
  const Observed observed = observe_now();
  EXPECT_EQ(observed.containers.size(), 50U);
  EXPECT_TRUE(std::ranges::all_of(observed.containers, [](const ObservedContainer& container) {
    return container.details && container.id == "id" + std::to_string(container.details->exit_code);
  }));
}

TEST(CreationTime, IsOurLabelsWhereThereIsOne) {
  engine::VolumeSummary volume;
  volume.created_at = "2026-01-02T00:00:00Z";
  EXPECT_EQ(creation_time(volume), "2026-01-02T00:00:00Z");
  volume.labels[model::labels::kCreatedAt] = "2026-01-01T00:00:00Z";
  EXPECT_EQ(creation_time(volume), "2026-01-01T00:00:00Z");
}

}  // namespace
}  // namespace devstack::reconcile

// Jobs as a table and as a document.
#include "cli/show/job_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

using ::testing::HasSubstr;
using State = reconcile::JobStatus::State;

std::vector<reconcile::JobStatus> jobs() {
  const engine::Timestamp then = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1};
  reconcile::JobStatus migrate;
  migrate.service = "migrate";
  migrate.mode = "on-change";
  migrate.state = State::kCurrent;
  migrate.finished = then;
  migrate.took = Duration{700};
  migrate.exit_code = 0;
  reconcile::JobStatus seed;
  seed.service = "seed";
  seed.mode = "once";
  seed.optional = true;
  seed.cause = "has not run yet";
  reconcile::JobStatus index;
  index.service = "index";
  index.mode = "always";
  index.state = State::kSkipped;
  index.cause = "db is a mock";
  return {migrate, seed, index};
}

TEST(JobTable, TellsWhenAndWhy) {
  const engine::Timestamp now =
      std::chrono::sys_days{std::chrono::year{2026} / 1 / 1} + std::chrono::minutes(5);
  const std::string table = job_table(jobs(), now, 0);
  EXPECT_THAT(table, HasSubstr("◆ migrate"));
  EXPECT_THAT(table, HasSubstr("5 minutes ago"));
  EXPECT_THAT(table, HasSubstr("0.7s"));
  EXPECT_THAT(table, HasSubstr("seed (optional)"));
  EXPECT_THAT(table, HasSubstr("due: has not run yet"));
  EXPECT_THAT(table, HasSubstr("skipped (db is a mock)"));
}

TEST(JobTable, Document) {
  model::Stack stack;
  stack.project = "shop";
  const Value document = job_json(stack, jobs());
  EXPECT_EQ(document["schema"].as_string(), "devstack.job-ls/1");
  const auto& list = document["jobs"].items();
  ASSERT_EQ(list.size(), 3U);
  EXPECT_EQ(list[0]["state"].as_string(), "current");
  EXPECT_EQ(list[0]["took_ms"].as_int(), 700);
  EXPECT_EQ(list[0]["finished_at"].as_string().substr(0, 10), "2026-01-01");
  EXPECT_TRUE(list[1]["exit_code"].is_null());
  EXPECT_EQ(list[2]["cause"].as_string(), "db is a mock");
}

}  // namespace
}  // namespace devstack::cli

#include "cli/show/snapshot_table.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

data::SnapshotList sample() {
  data::SnapshotList list;
  data::Snapshot snapshot;
  snapshot.name = "before";
  snapshot.time = "2026-01-01T00:00:00Z";
  snapshot.reason = "saved";
  snapshot.volumes = {{"db", "shop_db", "shop_db_snap_1", "", 3, 2048},
                      {"cache", "shop_cache", "shop_cache_snap_1", "", 1, 0}};
  list.sealed.push_back(snapshot);
  snapshot.name = "of a restore";
  snapshot.kind = data::SnapshotKind::kImport;
  list.sealed.push_back(snapshot);
  return list;
}

TEST(SnapshotTable, ShowsAgeSizeAndVolumes) {
  const SystemTime now{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1} +
                       std::chrono::hours{5}};
  const std::string text = snapshot_table(sample(), now);
  EXPECT_NE(text.find("before"), std::string::npos);
  EXPECT_NE(text.find("5h"), std::string::npos);
  EXPECT_NE(text.find("2 KiB"), std::string::npos);
  EXPECT_NE(text.find("db, cache"), std::string::npos);
  EXPECT_EQ(text.find("of a restore"), std::string::npos);
}

TEST(SnapshotTable, JsonHasItsSchema) {
  const auto document = parse_json(snapshot_json(sample()));
  ASSERT_TRUE(document);
  EXPECT_EQ((*document)["schema"].as_string(), "devstack.snapshot/1");
  ASSERT_EQ((*document)["snapshots"].items().size(), 1U);
  const Value& snapshot = (*document)["snapshots"].items()[0];
  EXPECT_EQ(snapshot["bytes"].as_int(), 2048);
  EXPECT_FALSE(snapshot["automatic"].as_bool());
  EXPECT_EQ(snapshot["volumes"].items()[0]["copy"].as_string(), "shop_db_snap_1");
}

}  // namespace
}  // namespace devstack::cli

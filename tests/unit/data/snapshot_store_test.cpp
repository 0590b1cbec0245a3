#include "devstack/data/snapshot_store.hpp"

#include <gtest/gtest.h>

#include "unit/data/fake_engine.hpp"

namespace devstack::data {
namespace {

class SnapshotStore : public FakeEngine {
 protected:
  SnapshotStore() {
    volumes_["shop_db"].content = "rows";
    volumes_["shop_cache"].content = "keys";
  }
  static Snapshot draft(const std::string& name = "") {
    Snapshot snapshot;
    snapshot.name = name;
    snapshot.kind = SnapshotKind::kAutomatic;
    snapshot.reason = "before reset";
    snapshot.volumes = {{"db", "shop_db", "", "2026", 0, 0}, {"cache", "shop_cache", "", "", 0, 0}};
    return snapshot;
  }
};

TEST_F(SnapshotStore, WhatWasSavedIsListedAndHoldsTheContent) {
  const auto shop = workshop();
  const auto saved = run(save_snapshot(shop, draft("monday")));
  const auto list = run(list_snapshots(shop));
  ASSERT_EQ(list.sealed.size(), 1U);
  const Snapshot& snapshot = list.sealed[0];
  EXPECT_EQ(snapshot.name, "monday");
  EXPECT_EQ(snapshot.reason, "before reset");
  EXPECT_EQ(snapshot.bytes(), 8);
  ASSERT_EQ(snapshot.volumes.size(), 2U);
  EXPECT_EQ(volumes_[snapshot.volumes[0].copy].content, "rows");
  EXPECT_TRUE(snapshot.volumes[0].copy.starts_with("shop_db_snap_"));
  EXPECT_TRUE(list.waste.empty());
  EXPECT_TRUE(containers_.empty());
  EXPECT_EQ(saved.seal, snapshot.seal);
}

TEST_F(SnapshotStore, ACopyThatFailsLeavesNoSnapshotAndIsSweptAway) {
  const auto shop = workshop();
  statuses_ = {1};
  EXPECT_EQ(code_of(save_snapshot(shop, draft())), "DS5014");
  const auto list = run(list_snapshots(shop));
  EXPECT_TRUE(list.sealed.empty());
  EXPECT_EQ(list.waste.size(), 2U);
  EXPECT_TRUE(containers_.empty());
  run(sweep(shop));
  EXPECT_EQ(volume_names(), (std::vector<std::string>{"shop_cache", "shop_db"}));
}

TEST_F(SnapshotStore, NamesThatSomebodyHasAreNotTaken) {
  const auto shop = workshop();
  const auto first = run(save_snapshot(shop, draft()));
  const auto second = run(save_snapshot(shop, draft()));
  EXPECT_NE(first.name, second.name);
  EXPECT_NE(first.volumes[0].copy, second.volumes[0].copy);
}

TEST_F(SnapshotStore, AVolumeThatSomebodyElseMadeMeanwhileIsRefused) {
  const auto shop = workshop();
  snatched_ = "shop_new";
  Value body = Value::object();
  body.set("Name", snatched_);
  body.set_path("Labels.mine", "yes");
  EXPECT_EQ(code_of(make_volume(shop, body)), "DS5014");
}

TEST_F(SnapshotStore, OnlyTheLastThreeAutomaticOnesStay) {
  const auto shop = workshop();
  auto kept = draft("kept");
  kept.kind = SnapshotKind::kManual;
  run(save_snapshot(shop, kept));
  for (const char* name : {"one", "two", "three", "four", "five"}) {
    run(save_snapshot(shop, draft(name)));
  }
  run(rotate_snapshots(shop, "one"));
  EXPECT_EQ(run(list_snapshots(shop)).names(),
            (std::vector<std::string>{"kept", "one", "three", "four", "five"}));
  EXPECT_TRUE(volumes_.contains("shop_db"));
}

TEST_F(SnapshotStore, RemovingBeginsWithTheSeal) {
  const auto shop = workshop();
  const auto saved = run(save_snapshot(shop, draft("gone")));
  transport_.seen.clear();
  run(remove_snapshot(shop, saved));
  EXPECT_EQ(transport_.seen.front(), "DELETE /volumes/" + saved.seal);
  EXPECT_EQ(volumes_.size(), 2U);
}

TEST_F(SnapshotStore, ContentIsReplaced) {
  const auto shop = workshop();
  std::vector<VolumePair> pairs{{"shop_cache", "shop_db"}};
  run(replace_content(shop, pairs));
  EXPECT_EQ(volumes_["shop_db"].content, "keys");
  statuses_ = {1};
  EXPECT_EQ(code_of(replace_content(shop, pairs)), "DS5014");
}

TEST_F(SnapshotStore, MeasuresWithTheRoomThatIsLeft) {
  const auto shop = workshop();
  std::vector<std::string> names{"shop_db", "shop_cache"};
  const auto survey = run(survey_volumes(shop, names));
  EXPECT_EQ(survey.bytes, 8);
  EXPECT_EQ(survey.entries, 2);
  EXPECT_EQ(survey.free, free_);
}

TEST_F(SnapshotStore, SpaceIsAskedForWithAMargin) {
  EXPECT_NO_THROW(require_space(1000, std::int64_t{1} << 30));
  EXPECT_THROW(require_space(1000, 2000), Error);
  EXPECT_THROW(require_space(std::int64_t{1} << 30, std::int64_t{1} << 30), Error);
}

TEST_F(SnapshotStore, SweepingTakesHelpersAndImportsAway) {
  const auto shop = workshop();
  auto import = draft("import");
  import.kind = SnapshotKind::kImport;
  run(save_snapshot(shop, import));
  run(save_snapshot(shop, draft("stays")));
  containers_["left"];
  run(sweep(shop));
  EXPECT_TRUE(containers_.empty());
  EXPECT_EQ(run(list_snapshots(shop)).names(), std::vector<std::string>{"stays"});
}

}  // namespace
}  // namespace devstack::data

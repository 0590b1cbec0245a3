#include "devstack/data/snapshot.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "devstack/data/labels.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::data {
namespace {

model::Stack shop() {
  model::Stack stack;
  stack.project = "shop";
  stack.id = "0123";
  stack.directory = "/";
  return stack;
}

engine::VolumeSummary volume_of(const Value& body) {
  engine::VolumeSummary volume;
  volume.name = body["Name"].as_string();
  for (const auto& [key, value] : body["Labels"].members()) volume.labels[key] = value.as_string();
  return volume;
}

Snapshot sample(const std::string& name, const std::string& time) {
  Snapshot snapshot;
  snapshot.name = name;
  snapshot.seal = "shop_snap_" + name;
  snapshot.time = time;
  snapshot.reason = "saved";
  snapshot.volumes = {{"db", "shop_db", "shop_db_snap_" + name, "2026-01-01T00:00:00Z", 7, 1234}};
  snapshot.jobs = {{"migrate", "f1"}};
  return snapshot;
}

std::vector<engine::VolumeSummary> volumes_of(const Snapshot& snapshot) {
  return {volume_of(copy_body(shop(), snapshot, snapshot.volumes[0])),
          volume_of(seal_body(shop(), snapshot))};
}

TEST(Snapshot, LabelsTellAllOfIt) {
  const auto list = read_snapshots(shop(), volumes_of(sample("a", "2026-01-02T00:00:00Z")));
  ASSERT_EQ(list.sealed.size(), 1U);
  const Snapshot& read = list.sealed[0];
  EXPECT_EQ(read.name, "a");
  EXPECT_EQ(read.time, "2026-01-02T00:00:00Z");
  EXPECT_EQ(read.volumes[0].source, "shop_db");
  EXPECT_EQ(read.volumes[0].created, "2026-01-01T00:00:00Z");
  EXPECT_EQ(read.volumes[0].entries, 7);
  EXPECT_EQ(read.bytes(), 1234);
  EXPECT_EQ(read.jobs.at("migrate"), "f1");
  EXPECT_TRUE(list.waste.empty());
  EXPECT_NE(list.find("a"), nullptr);
  EXPECT_EQ(list.find("b"), nullptr);
}

TEST(Snapshot, WithoutItsSealItIsWaste) {
  auto volumes = volumes_of(sample("a", "t"));
  volumes.pop_back();
  const auto list = read_snapshots(shop(), volumes);
  EXPECT_TRUE(list.sealed.empty());
  EXPECT_EQ(list.waste, std::vector<std::string>{"shop_db_snap_a"});
}

TEST(Snapshot, OneThatLostACopyIsNoneAndNoWaste) {
  auto snapshot = sample("a", "t");
  snapshot.volumes.push_back({"cache", "shop_cache", "shop_cache_snap_a", "", 0, 0});
  const auto list = read_snapshots(shop(), volumes_of(snapshot));
  EXPECT_TRUE(list.sealed.empty());
  EXPECT_TRUE(list.waste.empty());
}

TEST(Snapshot, OthersAreNotOurs) {
  auto volumes = volumes_of(sample("a", "t"));
  for (auto& volume : volumes) volume.labels[model::labels::kProjectId] = "9999";
  engine::VolumeSummary canary;
  canary.name = "shop_db_snap_b";
  volumes.push_back(canary);
  auto list = read_snapshots(shop(), volumes);
  EXPECT_TRUE(list.sealed.empty());
  EXPECT_TRUE(list.waste.empty());
  // The folder was moved: the one that the labels name is gone.
  for (auto& volume : volumes) volume.labels[model::labels::kFolder] = "/no/such/folder";
  list = read_snapshots(shop(), volumes);
  EXPECT_EQ(list.sealed.size(), 1U);
}

TEST(Snapshot, OldestComeFirst) {
  auto volumes = volumes_of(sample("late", "2026-01-02T00:00:00Z"));
  for (auto& volume : volumes_of(sample("early", "2026-01-01T00:00:00Z")))
    volumes.push_back(volume);
  EXPECT_EQ(read_snapshots(shop(), volumes).names(), (std::vector<std::string>{"early", "late"}));
}

TEST(Snapshot, OnlyAutomaticOnesAreOutdated) {
  SnapshotList list;
  for (const char* name : {"1", "2", "3", "4", "5"}) {
    list.sealed.push_back(sample(name, name));
    list.sealed.back().kind = SnapshotKind::kAutomatic;
  }
  list.sealed[0].kind = SnapshotKind::kManual;
  const auto old = outdated(list, 2, "3");
  ASSERT_EQ(old.size(), 1U);
  EXPECT_EQ(old[0].name, "2");
  EXPECT_TRUE(outdated(list, 9, "").empty());
}

TEST(Snapshot, NamesAreChecked) {
  for (const char* name : {"a", "before-migration", "1.2_3"}) {
    EXPECT_NO_THROW(check_snapshot_name(name)) << name;
  }
  for (const std::string& name : {std::string(), std::string("a/b"), std::string("-a"),
                                  std::string(".."), std::string("a b"), std::string(61, 'a')}) {
    EXPECT_THROW(check_snapshot_name(name), Error) << name;
  }
}

TEST(Snapshot, CopiesAreNamedAfterProjectVolumeAndTime) {
  const SystemTime time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21} +
                        std::chrono::hours{11}};
  EXPECT_EQ(snapshot_stamp(time), "20261121-110000");
  EXPECT_EQ(copy_name(shop(), "shop_db", "1"), "shop_db_snap_1");
  EXPECT_EQ(copy_name(shop(), "named", "1"), "shop_named_snap_1");
}

}  // namespace
}  // namespace devstack::data

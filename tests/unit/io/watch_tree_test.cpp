// Which paths are told for which changes of a real folder.
#include "io/watch_tree.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "fakes/temporary_folder.hpp"

namespace devstack::io {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

struct Watched {
  explicit Watched(FileWatcher::SkipFolder skip = {}) : tree(std::move(skip)) {}

  /// Paths below the folder, from there.
  std::set<std::string> changes() {
    ChangedPaths changed;
    tree.read(changed);
    std::set<std::string> names;
    const std::string root = folder.path().string();
    for (const std::string& path : changed) {
      names.insert(path == root ? "." : path.substr(root.size() + 1));
    }
    return names;
  }
  [[nodiscard]] std::string at(const std::string& name) const { return folder.path() / name; }

  fakes::TemporaryFolder folder;
  WatchTree tree;
};

TEST(WatchTree, TellsWhatIsMadeWrittenAndRemoved) {
  Watched watched;
  const std::string old = watched.folder.file("src/old.txt", "1");
  watched.tree.add_root(watched.at("src"));
  EXPECT_THAT(watched.changes(), IsEmpty());
  watched.folder.file("src/new.txt", "2");
  EXPECT_THAT(watched.changes(), ElementsAre("src/new.txt"));
  std::ofstream(old) << "other";
  EXPECT_THAT(watched.changes(), ElementsAre("src/old.txt"));
  fs::permissions(old, fs::perms::owner_all);
  EXPECT_THAT(watched.changes(), ElementsAre("src/old.txt"));
  fs::remove(old);
  EXPECT_THAT(watched.changes(), ElementsAre("src/old.txt"));
}

TEST(WatchTree, ReadingTellsNothing) {
  Watched watched;
  const std::string file = watched.folder.file("a.txt", "1");
  watched.tree.add_root(watched.folder.path());
  std::string text;
  std::ifstream(file) >> text;
  EXPECT_THAT(watched.changes(), IsEmpty());
}

TEST(WatchTree, NewFoldersAreWatchedWithWhatTheyHoldAlready) {
  Watched watched;
  watched.tree.add_root(watched.folder.path());
  watched.folder.file("deep/er/first.txt", "1");
  EXPECT_THAT(watched.changes(), UnorderedElementsAre("deep", "deep/er", "deep/er/first.txt"));
  watched.folder.file("deep/er/second.txt", "2");
  EXPECT_THAT(watched.changes(), ElementsAre("deep/er/second.txt"));
}

TEST(WatchTree, AMovedFolderIsToldUnderBothNames) {
  Watched watched;
  watched.folder.file("a/sub/x.txt", "1");
  watched.tree.add_root(watched.folder.path());
  fs::rename(watched.at("a"), watched.at("b"));
  EXPECT_THAT(watched.changes(), UnorderedElementsAre("a", "b", "b/sub", "b/sub/x.txt"));
  watched.folder.file("b/sub/y.txt", "2");
  EXPECT_THAT(watched.changes(), ElementsAre("b/sub/y.txt"));
}

TEST(WatchTree, AFolderThatIsMovedOutIsNoLongerWatched) {
  Watched watched;
  watched.folder.file("root/a/x.txt", "1");
  watched.tree.add_root(watched.at("root"));
  fs::rename(watched.at("root/a"), watched.at("elsewhere"));
  EXPECT_THAT(watched.changes(), ElementsAre("root/a"));
  watched.folder.file("elsewhere/y.txt", "2");
  EXPECT_THAT(watched.changes(), IsEmpty());
}

TEST(WatchTree, SkippedFoldersAreToldButNotEntered) {
  Watched watched([](const std::string& folder) { return folder.ends_with("/node_modules"); });
  watched.tree.add_root(watched.folder.path());
  watched.folder.file("node_modules/lib/x.js", "1");
  EXPECT_THAT(watched.changes(), ElementsAre("node_modules"));
  watched.folder.file("node_modules/lib/y.js", "2");
  EXPECT_THAT(watched.changes(), IsEmpty());
}

TEST(WatchTree, ASingleFileSurvivesEditorsThatReplaceIt) {
  Watched watched;
  const std::string file = watched.folder.file("conf/app.ini", "1");
  watched.tree.add_root(file);
  watched.folder.file("conf/other.ini", "1");
  EXPECT_THAT(watched.changes(), IsEmpty());
  fs::rename(watched.folder.file("conf/.app.tmp", "2"), file);
  EXPECT_THAT(watched.changes(), ElementsAre("conf/app.ini"));
  std::ofstream(file) << "3";
  EXPECT_THAT(watched.changes(), ElementsAre("conf/app.ini"));
}

TEST(WatchTree, ARootThatComesLater) {
  Watched watched;
  watched.tree.add_root(watched.at("one/two/root"));
  fs::create_directories(watched.at("one"));
  EXPECT_THAT(watched.changes(), IsEmpty());
  watched.folder.file("one/two/root/x.txt", "1");
  EXPECT_THAT(watched.changes(), Contains("one/two/root/x.txt"));
  fs::remove_all(watched.at("one/two/root"));
  EXPECT_THAT(watched.changes(), Contains("one/two/root"));
  watched.folder.file("one/two/root/y.txt", "1");
  EXPECT_THAT(watched.changes(), Contains("one/two/root/y.txt"));
}

TEST(WatchTree, WhatAnOverflowHidesIsFoundAgain) {
  Watched watched;
  watched.folder.file("noise/0", "1");
  watched.folder.file("src/kept.txt", "1");
  const std::string edited = watched.folder.file("src/edited.txt", "1");
  const std::string removed = watched.folder.file("src/removed.txt", "1");
  watched.tree.add_root(watched.folder.path());
  // More events than the kernel's queue holds (16384 unless set otherwise), none like the last.
  for (int i = 0; i < 40'000; ++i) {
    fs::rename(watched.at("noise/" + std::to_string(i)),
               watched.at("noise/" + std::to_string(i + 1)));
  }
  std::ofstream(edited) << "2";
  fs::remove(removed);
  watched.folder.file("new/folder/x.txt", "1");
  const auto changes = watched.changes();
  EXPECT_THAT(changes, Contains("src/edited.txt"));
  EXPECT_THAT(changes, Contains("src/removed.txt"));
  EXPECT_THAT(changes, Contains("new/folder/x.txt"));
  EXPECT_THAT(changes, Contains("noise/40000"));
  EXPECT_THAT(changes, Not(Contains("src/kept.txt")));
  watched.folder.file("new/folder/y.txt", "1");
  EXPECT_THAT(watched.changes(), ElementsAre("new/folder/y.txt"));
}

}  // namespace
}  // namespace devstack::io

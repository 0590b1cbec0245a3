#include "devstack/data/archive.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "devstack/base/error.hpp"
#include "devstack/base/hash.hpp"
#include "devstack/engine/tar.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::data {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Archive : public ::testing::Test {
 protected:
  /// A dump and a volume with one file.
  Archive() : path_((folder_.path() / "b.tar").string()) {
    put(0, "rows");
    put(1, engine::make_tar({{"volume/file", "keys"}}));
    manifest_.project = "shop";
    manifest_.entries.push_back({"db", BackupKind::kDump, "", "", "15", "db/dump", 0, ""});
    manifest_.entries.push_back(
        {"redis", BackupKind::kVolume, "cache", "", "", "redis/volume-cache.tar", 0, ""});
  }
  void put(std::size_t index, const std::string& bytes) {
    std::ofstream(spool_.payload(index), std::ios::binary) << bytes;
  }
  /// A tar of our own making, without the writer's care.
  void forge(const std::vector<engine::TarEntry>& entries) {
    folder_.file("b.tar", engine::make_tar(entries));
  }
  /// The manifest of what is given, as an honest writer would have it.
  static std::string manifest_of(const std::string& file, const std::string& content,
                                 BackupKind kind = BackupKind::kDump) {
    Manifest manifest;
    manifest.project = "shop";
    manifest.entries.push_back({"db", kind, kind == BackupKind::kDump ? "" : "data", "", "", file,
                                static_cast<std::int64_t>(content.size()), sha256_hex(content)});
    return to_text(manifest);
  }
  std::string code() {
    const Spool spool((folder_.path() / "into").string());
    try {
      const auto manifest = unpack_archive(path_, spool);
      return "";
    } catch (const Error& error) {
      return error.code();
    }
  }

  fakes::TemporaryFolder folder_;
  Spool spool_{(folder_.path() / "spool").string()};
  std::string path_;
  Manifest manifest_;
};

TEST_F(Archive, WhatWasWrittenIsRead) {
  write_archive_file(path_, manifest_, spool_);
  const Spool into((folder_.path() / "into").string());
  const Manifest read = unpack_archive(path_, into);
  EXPECT_EQ(to_text(read), to_text(manifest_));
  EXPECT_EQ(bytes_of(into.payload(0)), "rows");
  EXPECT_EQ(bytes_of(into.payload(1)), engine::make_tar({{"volume/file", "keys"}}));
  EXPECT_EQ(read_manifest(path_).project, "shop");
  EXPECT_FALSE(fs::exists(path_ + ".partial"));
}

TEST_F(Archive, AnOldFileStaysUntilTheNewOneIsWhole) {
  folder_.file("b.tar", "the old one");
  put(1, "no tar at all");
  EXPECT_THROW(write_archive_file(path_, manifest_, spool_), Error);
  EXPECT_EQ(bytes_of(path_), "the old one");
  EXPECT_FALSE(fs::exists(path_ + ".partial"));
}

TEST_F(Archive, WhatCannotGetItsNameGoes) {
  folder_.file("b.tar/in the way", "");
  EXPECT_THROW(write_archive_file(path_, manifest_, spool_), HostError);
  EXPECT_FALSE(fs::exists(path_ + ".partial"));
}

TEST_F(Archive, EveryCutIsSeen) {
  put(0, std::string(5000, 'x'));
  write_archive_file(path_, manifest_, spool_);
  const std::string whole = bytes_of(path_);
  for (std::size_t size = 0; size + 1100 < whole.size(); size += 97) {
    folder_.file("b.tar", whole.substr(0, size));
    EXPECT_NE(code(), "") << size;
  }
}

TEST_F(Archive, EveryFlippedBitOfContentIsSeen) {
  forge({{"manifest.json", manifest_of("db/dump", "rows")}, {"db/dump", "rowt"}});
  EXPECT_EQ(code(), "DS5002");
}

TEST_F(Archive, HostileMembersAreRefused) {
  const std::string manifest = manifest_of("db/dump", "rows");
  struct Case {
    std::vector<engine::TarEntry> entries;
    const char* code;
  };
  const std::vector<Case> cases{
      {{{"manifest.json", manifest}, {"../../evil", "rows"}}, "DS5006"},
      {{{"manifest.json", manifest}, {"/etc/evil", "rows"}}, "DS5006"},
      {{{"manifest.json", manifest}, {"db/dump", "rows"}, {"db/dump", "rows"}}, "DS5006"},
      {{{"manifest.json", manifest}, {"db/dump", "rows"}, {"extra", "x"}}, "DS5006"},
      {{{"manifest.json", manifest}, {"db/dump", std::string(100000, 'x')}}, "DS5006"},
      {{{"manifest.json", manifest}}, "DS5001"},
      {{{"db/dump", "rows"}, {"manifest.json", manifest}}, "DS5001"},
      {{{"manifest.json", std::string(2 << 20, ' ')}}, "DS5006"},
      {{}, "DS5001"},
  };
  for (const Case& one : cases) {
    forge(one.entries);
    EXPECT_EQ(code(), one.code) << (one.entries.empty() ? "" : one.entries.back().path);
  }
  folder_.file("b.tar", "no archive at all");
  EXPECT_EQ(code(), "DS5001");
}

TEST_F(Archive, ASizeThatNoDiskHasIsRefusedBeforeAnythingIsRead) {
  std::string manifest = manifest_of("db/dump", "rows");
  const std::string size = "\"bytes\": 4";
  manifest.replace(manifest.find(size), size.size(), "\"bytes\": 4000000000000000000");
  forge({{"manifest.json", manifest}, {"db/dump", "rows"}});
  EXPECT_EQ(code(), "DS5011");
}

TEST_F(Archive, AVolumeStaysInItsVolume) {
  for (const char* name : {"../evil", "/evil", "volume/../../evil", "other/file", "volumes"}) {
    const std::string inner = engine::make_tar({{name, "x"}});
    forge({{"manifest.json", manifest_of("v.tar", inner, BackupKind::kVolume)}, {"v.tar", inner}});
    EXPECT_EQ(code(), "DS5006") << name;
  }
  const std::string inner = "not a tar";
  forge({{"manifest.json", manifest_of("v.tar", inner, BackupKind::kVolume)}, {"v.tar", inner}});
  EXPECT_EQ(code(), "DS5001");
}

TEST_F(Archive, AMissingFileIsAnErrorOfThisHost) {
  path_ += ".missing";
  EXPECT_EQ(code(), "DS4001");
}

}  // namespace
}  // namespace devstack::data

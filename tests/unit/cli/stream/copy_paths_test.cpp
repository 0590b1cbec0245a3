#include "cli/stream/copy_paths.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"

namespace devstack::cli {
namespace {

TEST(CopyPaths, ServiceOrThisHost) {
  const auto there = parse_service_path("db:/tmp/x:y");
  ASSERT_TRUE(there);
  EXPECT_EQ(there->service, "db");
  EXPECT_EQ(there->path, "/tmp/x:y");
  EXPECT_EQ(parse_service_path("db:tmp")->path, "/tmp");
  for (const char* here : {"file", "/a:b", "./a:b", "-", ":x"}) {
    EXPECT_FALSE(parse_service_path(here)) << here;
  }
}

TEST(CopyPaths, Names) {
  EXPECT_EQ(last_name("/a/b/"), "b");
  EXPECT_EQ(last_name("b"), "b");
  EXPECT_EQ(last_name("/"), "");
  EXPECT_EQ(last_name("."), "");
  EXPECT_EQ(parent_of("/a/b/"), "/a");
  EXPECT_EQ(parent_of("/a"), "/");
  EXPECT_EQ(parent_of("b"), ".");
  EXPECT_EQ(without_dot("dir/."), "dir");
  EXPECT_EQ(without_dot("/."), "/");
  EXPECT_EQ(without_dot("dir"), "dir");
}

struct Row {
  const char* source;
  FileKind source_kind;
  const char* target;
  FileKind target_kind;
  const char* folder;  ///< null: refused
  const char* name;
};

/// As docker cp 28.5 does each of them.
constexpr Row kRows[] = {
    {"d", FileKind::kFolder, "/tmp", FileKind::kFolder, "/tmp", "d"},
    {"d/", FileKind::kFolder, "/tmp/", FileKind::kFolder, "/tmp/", "d"},
    {"d/.", FileKind::kFolder, "/tmp", FileKind::kFolder, "/tmp", ""},
    {"d", FileKind::kFolder, "/tmp/new", FileKind::kMissing, "/tmp", "new"},
    {"d/.", FileKind::kFolder, "/tmp/new/", FileKind::kMissing, "/tmp", "new"},
    {"d", FileKind::kFolder, "/tmp/file", FileKind::kFile, nullptr, nullptr},
    {"f", FileKind::kFile, "/tmp", FileKind::kFolder, "/tmp", "f"},
    {"f", FileKind::kFile, "/tmp/new", FileKind::kMissing, "/tmp", "new"},
    {"f", FileKind::kFile, "/tmp/new/", FileKind::kMissing, nullptr, nullptr},
    {"f", FileKind::kFile, "/tmp/file", FileKind::kFile, "/tmp", "file"},
    {"f", FileKind::kFile, "/tmp/file/", FileKind::kFile, nullptr, nullptr},
    {"f", FileKind::kFile, ".", FileKind::kFolder, ".", "f"},
    {"f", FileKind::kFile, "new", FileKind::kMissing, ".", "new"},
};

TEST(CopyPaths, Places) {
  for (const Row& row : kRows) {
    SCOPED_TRACE(std::string(row.source) + " to " + row.target);
    if (row.folder == nullptr) {
      EXPECT_THROW((void)place_copy(row.source, row.source_kind, row.target, row.target_kind),
                   UsageError);
      continue;
    }
    const auto place = place_copy(row.source, row.source_kind, row.target, row.target_kind);
    EXPECT_EQ(place.folder, row.folder);
    EXPECT_EQ(place.name, row.name);
  }
}

}  // namespace
}  // namespace devstack::cli

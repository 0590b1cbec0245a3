#include "host/file_text.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "devstack/base/error.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::host {
namespace {

namespace fs = std::filesystem;

TEST(FileText, ReadsFilesOfUnknownSize) {
  EXPECT_THAT(file_text("/proc/self/status").value_or(""), testing::HasSubstr("Pid:"));
}

TEST(FileText, IsEmptyForAMissingFile) { EXPECT_FALSE(file_text("/nonexistent/x")); }

TEST(FileText, ReplacingLeavesOnlyTheNewTextWithOwnerOnlyPermissions) {
  const fakes::TemporaryFolder folder;
  const std::string path = folder.file("record", "old and longer");
  replace_file(path, "new");
  EXPECT_EQ(file_text(path), "new");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST(FileText, FailingToReplaceNamesTheFile) {
  try {
    replace_file("/nonexistent/record", "x");
    FAIL() << "nothing was thrown";
  } catch (const HostError& error) {
    EXPECT_THAT(error.what(), testing::HasSubstr("/nonexistent/record"));
  }
}

TEST(FileText, FoldersArePrivate) {
  const fakes::TemporaryFolder folder;
  const std::string path = (folder.path() / "a/b").string();
  make_private_folders(path);
  make_private_folders(path);
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_all);
}

}  // namespace
}  // namespace devstack::host

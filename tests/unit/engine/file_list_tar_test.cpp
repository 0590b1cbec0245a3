// Files of the host in an archive, as they are.
#include "devstack/engine/file_list_tar.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "fakes/temporary_folder.hpp"
#include "unit/engine/tar_listing.hpp"

namespace devstack::engine {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::string pack(FileListTar& tar) {
  std::string bytes;
  for (std::string piece = tar.next(); !piece.empty(); piece = tar.next()) bytes += piece;
  return bytes;
}

TEST(FileListTar, KeepsModeOwnerTimeAndPlace) {
  const fakes::TemporaryFolder folder;
  const std::string file = folder.file("a.sh", "run");
  fs::permissions(file, fs::perms{0754});
  const timespec times[2] = {{1'000'000'000, 0}, {1'000'000'000, 0}};
  ASSERT_EQ(::utimensat(AT_FDCWD, file.c_str(), times, 0), 0);
  FileListTar tar({{file, "srv/app/a.sh"}});
  const TarListing listing(pack(tar));
  const std::string owner = std::to_string(::getuid()) + "/" + std::to_string(::getgid());
  EXPECT_THAT(listing.lines(),
              HasSubstr("-rwxr-xr-- " + owner + " 3 2001-09-09 01:46 srv/app/a.sh\n"));
  EXPECT_EQ(listing.content("srv/app/a.sh"), "run");
}

TEST(FileListTar, AnOwnerThatIsToldCounts) {
  const fakes::TemporaryFolder folder;
  FileListTar tar({{folder.file("a", "1"), "a"}, {folder.path(), "folder"}},
                  FileOwnerIds{1234, 2345});
  const std::string lines = TarListing(pack(tar)).lines();
  EXPECT_THAT(lines, HasSubstr(" 1234/2345 1 "));
  EXPECT_THAT(lines, HasSubstr(" 1234/2345 0 "));
}

TEST(FileListTar, FoldersComeAloneAndLinksAsLinks) {
  const fakes::TemporaryFolder folder;
  folder.file("sub/inner", "x");
  fs::create_symlink("elsewhere", folder.path() / "link");
  FileListTar tar({{folder.path() / "sub", "sub"}, {folder.path() / "link", "link"}});
  const TarListing listing(pack(tar));
  EXPECT_EQ(listing.names(), "sub/\nlink\n");
  EXPECT_THAT(listing.lines(), HasSubstr("link -> elsewhere\n"));
}

TEST(FileListTar, WhatIsGoneIsLeftOut) {
  const fakes::TemporaryFolder folder;
  FileListTar tar({{folder.path() / "gone", "gone"}, {folder.file("b", "1"), "b"}});
  EXPECT_EQ(TarListing(pack(tar)).names(), "b\n");
  EXPECT_TRUE(tar.unreadable().empty());
}

TEST(FileListTar, WhatCannotBeReadIsNamed) {
  const fakes::TemporaryFolder folder;
  // A path component that is too long fails for everybody, root included.
  const std::string path = folder.path().string() + "/" + std::string(300, 'x');
  FileListTar tar({{path, "x"}, {folder.file("b", "1"), "b"}});
  EXPECT_EQ(TarListing(pack(tar)).names(), "b\n");
  ASSERT_EQ(tar.unreadable().size(), 1U);
  EXPECT_THAT(tar.unreadable().front(), HasSubstr("cannot read " + path));
}

TEST(FileListTar, LargeFilesComeInPieces) {
  const fakes::TemporaryFolder folder;
  const std::string content(1'000'000, 'y');
  FileListTar tar({{folder.file("big", content), "big"}});
  std::string bytes;
  int pieces = 0;
  for (std::string piece = tar.next(); !piece.empty(); piece = tar.next()) {
    EXPECT_LT(piece.size(), 600'000U);
    bytes += piece;
    ++pieces;
  }
  EXPECT_GT(pieces, 2);
  EXPECT_EQ(TarListing(bytes).content("big"), content);
}

}  // namespace
}  // namespace devstack::engine

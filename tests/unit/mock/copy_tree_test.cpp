#include "mock/copy_tree.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "fakes/temporary_folder.hpp"

namespace devstack::mock {
namespace {

namespace fs = std::filesystem;

struct stat status_of(const fs::path& path) {
  struct stat status {};
  EXPECT_EQ(::lstat(path.c_str(), &status), 0) << path;
  return status;
}

std::string text_of(const fs::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

class CopyTree : public ::testing::Test {
 protected:
  CopyTree() {
    fs::create_directories(from_);
    fs::create_directories(to_);
  }
  void put(const std::string& name, const std::string& text) {
    fs::create_directories((from_ / name).parent_path());
    std::ofstream(from_ / name) << text;
  }

  fakes::TemporaryFolder folder_;
  fs::path from_ = folder_.path() / "from";
  fs::path to_ = folder_.path() / "to";
};

TEST_F(CopyTree, ContentModesTimesAndLinksComeAlong) {
  put("a/b/file", "rows");
  ::chmod((from_ / "a/b/file").c_str(), 0640);
  ::chmod((from_ / "a").c_str(), 0711);
  ::chmod(from_.c_str(), 0700);
  fs::create_symlink("/nowhere", from_ / "dangling");
  fs::create_hard_link(from_ / "a/b/file", from_ / "twin");
  ::mkfifo((from_ / "pipe").c_str(), 0600);
  const timespec times[2] = {{1000, 0}, {2000, 5}};
  ::utimensat(AT_FDCWD, (from_ / "a").c_str(), times, 0);
  const TreeSize size = copy_tree(from_, to_, Target::kMustBeEmpty);
  EXPECT_EQ(size, (TreeSize{6, 4}));
  EXPECT_EQ(text_of(to_ / "a/b/file"), "rows");
  EXPECT_EQ(status_of(to_ / "a/b/file").st_mode & 07777, 0640U);
  EXPECT_EQ(status_of(to_ / "a").st_mode & 07777, 0711U);
  EXPECT_EQ(status_of(to_ / "a").st_mtim.tv_sec, 2000);
  EXPECT_EQ(status_of(to_).st_mode & 07777, 0700U);
  EXPECT_EQ(fs::read_symlink(to_ / "dangling"), "/nowhere");
  EXPECT_EQ(status_of(to_ / "twin").st_ino, status_of(to_ / "a/b/file").st_ino);
  EXPECT_TRUE(S_ISFIFO(status_of(to_ / "pipe").st_mode));
}

TEST_F(CopyTree, HolesStayHolesAndLargeFilesWhole) {
  put("sparse", "head");
  fs::resize_file(from_ / "sparse", 64 << 20);
  put("large", std::string(5 << 20, 'x') + "end");
  const TreeSize size = copy_tree(from_, to_, Target::kMustBeEmpty);
  EXPECT_EQ(size.bytes, (64 << 20) + (5 << 20) + 3);
  EXPECT_LT(status_of(to_ / "sparse").st_blocks * 512, 1 << 20);
  EXPECT_EQ(text_of(to_ / "large"), text_of(from_ / "large"));
}

TEST_F(CopyTree, SocketsAreLeftOut) {
  const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, (from_ / "s").c_str(), sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(copy_tree(from_, to_, Target::kMustBeEmpty), TreeSize{});
  EXPECT_TRUE(fs::is_empty(to_));
  ::close(fd);
}

TEST_F(CopyTree, WhatIsThereIsReplacedOnlyOnRequest) {
  put("new", "1");
  std::ofstream(to_ / "old") << "2";
  EXPECT_THROW(copy_tree(from_, to_, Target::kMustBeEmpty), std::runtime_error);
  EXPECT_TRUE(fs::exists(to_ / "old"));
  copy_tree(from_, to_, Target::kReplace);
  EXPECT_FALSE(fs::exists(to_ / "old"));
  EXPECT_EQ(text_of(to_ / "new"), "1");
}

TEST_F(CopyTree, AMissingSourceIsAnErrorBeforeAnythingIsDeleted) {
  std::ofstream(to_ / "old") << "2";
  EXPECT_THROW(copy_tree(folder_.path() / "missing", to_, Target::kReplace), std::exception);
  EXPECT_TRUE(fs::exists(to_ / "old"));
}

}  // namespace
}  // namespace devstack::mock

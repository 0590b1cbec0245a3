// The real file system, in a folder of the test's own.
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "devstack/load/loader.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

namespace fs = std::filesystem;

TEST(SystemFiles, ReadsListsAndResolves) {
  const fs::path folder = fs::path(::testing::TempDir()) / "devstack_system_files";
  fs::remove_all(folder);
  fs::create_directories(folder / "sub");
  std::ofstream(folder / "b.txt") << "text";
  fs::create_symlink(folder / "b.txt", folder / "a.txt");
  const Files files = system_files();
  EXPECT_EQ(files.read((folder / "b.txt").string()), "text");
  EXPECT_FALSE(files.read((folder / "none").string()));
  EXPECT_THROW((void)files.read((folder / std::string(300, 'x')).string()), HostError);
  EXPECT_TRUE(files.is_directory((folder / "sub").string()));
  EXPECT_FALSE(files.is_directory((folder / "b.txt").string()));
  EXPECT_EQ(files.list(folder.string()), (std::vector<std::string>{"a.txt", "b.txt", "sub"}));
  EXPECT_TRUE(files.list((folder / "none").string()).empty());
  EXPECT_EQ(files.canonical((folder / "a.txt").string()), fs::canonical(folder / "b.txt").string());
  EXPECT_EQ(files.canonical("/no/such/path"), "/no/such/path");
  fs::remove_all(folder);
}

/// As the shell's `<(command)`: whoever reads it has taken it.
TEST(SystemFiles, APipeIsReadOnce) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  ASSERT_EQ(::write(ends[1], "services: {}\n", 13), 13);
  ::close(ends[1]);
  const Files files = system_files();
  const std::string path = "/proc/self/fd/" + std::to_string(ends[0]);
  EXPECT_EQ(files.read(path), "services: {}\n");
  EXPECT_EQ(files.read(path), "services: {}\n");
  ::close(ends[0]);
}

TEST(SystemFiles, AFileIsReadAgain) {
  const fs::path path = fs::path(::testing::TempDir()) / "devstack_system_file";
  std::ofstream(path) << "one";
  const Files files = system_files();
  EXPECT_EQ(files.read(path.string()), "one");
  std::ofstream(path) << std::string(100'000, 'x');
  EXPECT_EQ(files.read(path.string()), std::string(100'000, 'x'));
  fs::remove(path);
}

}  // namespace
}  // namespace devstack::load

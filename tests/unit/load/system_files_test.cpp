// The real file system, in a folder of the test's own.
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

}  // namespace
}  // namespace devstack::load

#include "mock/tree_survey.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <system_error>

#include "fakes/temporary_folder.hpp"

namespace devstack::mock {
namespace {

TEST(TreeSurvey, CountsEntriesAndBytesOnce) {
  const fakes::TemporaryFolder folder;
  folder.file("a/one", "12345");
  folder.file("two", "123");
  std::filesystem::create_hard_link(folder.path() / "two", folder.path() / "twin");
  std::filesystem::create_symlink("a", folder.path() / "link");
  EXPECT_EQ(measure_tree(folder.path()), (TreeSize{5, 8}));
}

TEST(TreeSurvey, NothingIsNothing) {
  const fakes::TemporaryFolder folder;
  EXPECT_EQ(measure_tree(folder.path()), TreeSize{});
  EXPECT_GT(free_bytes(folder.path()), 0);
  EXPECT_THROW(static_cast<void>(free_bytes("/no/such/folder")), std::system_error);
}

}  // namespace
}  // namespace devstack::mock

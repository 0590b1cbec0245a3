#include "reconcile/mock_image_libraries.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "fakes/temporary_folder.hpp"

namespace devstack::reconcile {
namespace {

bool names(const std::vector<std::string>& libraries, const std::string& part) {
  return std::ranges::any_of(libraries, [&part](const std::string& path) {
    return std::filesystem::path(path).filename().string().starts_with(part);
  });
}

TEST(MockImageLibraries, OfThisTestAreItsLoaderAndTheCLibrary) {
  const auto libraries = shared_libraries("/proc/self/exe");
  EXPECT_TRUE(names(libraries, "ld-linux"));
  EXPECT_TRUE(names(libraries, "libc.so"));
  for (const std::string& path : libraries) {
    EXPECT_TRUE(path.starts_with('/')) << path;
    EXPECT_TRUE(std::filesystem::exists(path)) << path;
  }
  EXPECT_EQ(std::set<std::string>(libraries.begin(), libraries.end()).size(), libraries.size());
}

TEST(MockImageLibraries, OfWhatNeedsNoLoaderAreNone) {
  const fakes::TemporaryFolder folder;
  EXPECT_TRUE(shared_libraries(folder.file("script", "#!/bin/sh\n")).empty());
  EXPECT_TRUE(shared_libraries(folder.file("empty", "")).empty());
  EXPECT_TRUE(shared_libraries(folder.file("cut",
                                           "\x7f"
                                           "ELF\x02\x01\x01"))
                  .empty());
}

}  // namespace
}  // namespace devstack::reconcile

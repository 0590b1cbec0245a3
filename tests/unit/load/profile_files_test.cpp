#include "load/profile_files.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

using testing::MemoryFiles;

std::vector<ProfileFile> list(const std::map<std::string, std::string>& contents,
                              LoadRequest request = {}) {
  const MemoryFiles memory(contents);
  request.working_directory = "/p";
  return list_profiles(request, memory.files());
}

TEST(ProfileFiles, FoldersOfAStackByName) {
  LoadRequest request;
  request.shipped_profiles = {"/usr/profiles"};
  const StackLocation location{{"/p/stacks/shop/stack.yaml"}, "/p/stacks/shop"};
  EXPECT_EQ(join(profile_folders(request, location), " "),
            "/p/stacks/shop/profiles /p/profiles /usr/profiles");
  EXPECT_EQ(join(profile_folders(request, {{"/p/compose.yaml"}, "/p"}), " "),
            "/p/profiles /usr/profiles");
  request.no_profile = true;
  EXPECT_TRUE(profile_folders(request, location).empty());
}

TEST(ProfileFiles, ListsWhatCanBeNamed) {
  LoadRequest request;
  request.shipped_profiles = {"/usr/profiles"};
  const auto profiles = list({{"/p/stack.yaml", "x-devstack: {default_profile: dev}"},
                              {"/p/profiles/dev.yaml", "description: for me\nextends: [full]"},
                              {"/p/profiles/notes.txt", "no"},
                              {"/p/profiles/.hidden.yaml", "no"},
                              {"/usr/profiles/dev.yaml", "description: not this one"},
                              {"/usr/profiles/full.yml", "# everything\n"}},
                             request);
  ASSERT_EQ(profiles.size(), 2U);
  EXPECT_EQ(profiles[0].name, "dev");
  EXPECT_EQ(profiles[0].path, "/p/profiles/dev.yaml");
  EXPECT_EQ(profiles[0].description, "for me");
  EXPECT_EQ(join(profiles[0].extends, " "), "full");
  EXPECT_TRUE(profiles[0].is_default);
  EXPECT_EQ(profiles[1].name, "full");
  EXPECT_EQ(profiles[1].description, "everything");
  EXPECT_FALSE(profiles[1].is_default);
}

TEST(ProfileFiles, ABrokenFileIsListed) {
  const auto profiles = list({{"/p/stack.yaml", "services: {}"},
                              {"/p/profiles/a.yaml", "# first words\na: b: c"},
                              {"/p/profiles/b.yaml", "description: good"}});
  ASSERT_EQ(profiles.size(), 2U);
  EXPECT_EQ(profiles[0].description, "first words");
  EXPECT_EQ(profiles[1].description, "good");
}

TEST(ProfileFiles, WithoutAStackThereIsNothingToList) {
  EXPECT_THROW(static_cast<void>(list({{"/p/readme", ""}})), UsageError);
}

}  // namespace
}  // namespace devstack::load

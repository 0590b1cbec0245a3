// Whose is it: by labels and folders, never by name.
#include "reconcile/ownership.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "devstack/base/error.hpp"
#include "world.hpp"

namespace devstack::reconcile {
namespace {

namespace labels = model::labels;
using ::testing::HasSubstr;

/// A folder that certainly exists, and one that certainly does not.
const std::string kElsewhere = std::filesystem::temp_directory_path().string();
const std::string kGone = "/nonexistent/devstack/elsewhere";

engine::Labels compose_labels(const std::string& directory) {
  return {{labels::kProject, "shop"}, {labels::kWorkingDir, directory}};
}

TEST(ContainerOwner, Table) {
  const World world;
  engine::Labels by_id = compose_labels(kElsewhere);
  by_id[labels::kProjectId] = world.stack.id;
  engine::Labels other_id = compose_labels(kElsewhere);
  other_id[labels::kProjectId] = "fedcba9876543210";
  const struct {
    const char* name;
    engine::Labels labels;
    ContainerOwner owner;
  } cases[] = {
      {"our id", by_id, ContainerOwner::kOurs},
      {"our folder, made by Compose", compose_labels(world.stack.directory), ContainerOwner::kOurs},
      {"another folder", compose_labels(kElsewhere), ContainerOwner::kForeign},
      {"another folder's id", other_id, ContainerOwner::kForeign},
      {"a folder that is gone", compose_labels(kGone), ContainerOwner::kMoved},
      {"no folder", {{labels::kProject, "shop"}}, ContainerOwner::kForeign},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(container_owner(world.stack, each.labels), each.owner) << each.name;
    EXPECT_EQ(belongs_to(world.stack, each.labels), each.owner != ContainerOwner::kForeign)
        << each.name;
  }
}

TEST(ContainerOwner, SymbolicLinksAreFollowed) {
  namespace fs = std::filesystem;
  World world;
  const fs::path folder = fs::canonical(fs::temp_directory_path()) / "devstack-ownership";
  const fs::path link = fs::canonical(fs::temp_directory_path()) / "devstack-ownership-link";
  fs::create_directories(folder);
  fs::remove(link);
  fs::create_directory_symlink(folder, link);
  world.stack.directory = folder.string();
  EXPECT_EQ(container_owner(world.stack, compose_labels(link.string())), ContainerOwner::kOurs);
  fs::remove(link);
  fs::remove(folder);
}

TEST(ResourceOwnership, Table) {
  const World world;
  const auto with_id = [](const std::string& id, const std::string& directory) {
    engine::Labels made = compose_labels(directory);
    made[labels::kProjectId] = id;
    return made;
  };
  const auto with_folder = [](const std::string& id, const std::string& directory) {
    return engine::Labels{
        {labels::kProject, "shop"}, {labels::kProjectId, id}, {labels::kFolder, directory}};
  };
  const struct {
    const char* name;
    engine::Labels labels;
    ProjectName project_name;
    Ownership ownership;
  } cases[] = {
      {"our id, even if contested", with_id(world.stack.id, ""), ProjectName::kContested,
       Ownership::kOurs},
      {"Compose's label", {{labels::kProject, "shop"}}, ProjectName::kOurs, Ownership::kOurs},
      {"Compose's label, contested",
       {{labels::kProject, "shop"}},
       ProjectName::kContested,
       Ownership::kForeign},
      {"no label", {}, ProjectName::kOurs, Ownership::kForeign},
      {"another project", {{labels::kProject, "other"}}, ProjectName::kOurs, Ownership::kForeign},
      {"the same name from another folder", with_id("fed", kElsewhere), ProjectName::kOurs,
       Ownership::kForeign},
      {"a folder that moved here", with_folder("fed", kGone), ProjectName::kOurs, Ownership::kOurs},
      {"the same, made by the first release", with_id("fed", kGone), ProjectName::kOurs,
       Ownership::kOurs},
      {"another folder that is there", with_folder("fed", kElsewhere), ProjectName::kOurs,
       Ownership::kForeign},
  };
  for (const auto& each : cases) {
    EXPECT_EQ(resource_ownership(world.stack, each.labels, each.project_name), each.ownership)
        << each.name;
  }
}

TEST(RefuseContestedName, NamesBothFoldersAndTheWayOut) {
  const World world;
  EXPECT_NO_THROW(refuse_contested_name(world.stack, {}));
  ObservedContainer theirs;
  theirs.name = "shop-db-1";
  theirs.labels = compose_labels("/home/other/shop");
  try {
    refuse_contested_name(world.stack, {theirs});
    FAIL() << "expected Error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "DS2106");
    EXPECT_EQ(error.exit_code(), ExitCode::kConflict);
    const std::string text = render(error);
    EXPECT_THAT(text, HasSubstr("/home/dev/shop"));
    EXPECT_THAT(text, HasSubstr("/home/other/shop"));
    EXPECT_THAT(text, HasSubstr("devstack -p shop-2"));
  }
}

}  // namespace
}  // namespace devstack::reconcile

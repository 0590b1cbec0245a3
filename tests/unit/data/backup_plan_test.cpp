#include "devstack/data/backup_plan.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "unit/data/sample_stack.hpp"

namespace devstack::data {
namespace {

/// "db:dump vector:vectors"
std::string text_of(const std::vector<BackupItem>& items) {
  std::string text;
  for (const BackupItem& item : items) {
    text += item.service + ":" + (item.kind == BackupKind::kDump ? "dump" : item.volume_key) + " ";
  }
  return text;
}

TEST(BackupPlan, TakesWhatIsDeclaredAndDatabases) {
  EXPECT_EQ(text_of(choose_backups(sample_stack(), {})), "db:dump vector:vectors vector:shared ");
}

TEST(BackupPlan, NamedServicesGoByTheirVolumesEachOnce) {
  EXPECT_EQ(text_of(choose_backups(sample_stack(), {"redis"})), "redis:cache ");
  EXPECT_EQ(text_of(choose_backups(sample_stack(), {"worker", "vector"})),
            "worker:shared vector:vectors ");
}

TEST(BackupPlan, ADeclaredVolumeIsTheOnlyOne) {
  auto stack = sample_stack();
  stack.services["vector"].extension.backup = model::Backup{"", "", "vectors", {}};
  EXPECT_EQ(text_of(choose_backups(stack, {"vector"})), "vector:vectors ");
}

TEST(BackupPlan, NothingIsAnError) {
  EXPECT_THROW(static_cast<void>(choose_backups(sample_stack(), {"api"})), Error);
  EXPECT_THROW(static_cast<void>(choose_backups(sample_stack(), {"unknown"})), Error);
  EXPECT_THROW(static_cast<void>(choose_backups(model::Stack{}, {})), Error);
}

TEST(BackupPlan, ExternalVolumesAreNobodysOfOurs) {
  const auto stack = sample_stack();
  EXPECT_EQ(own_volume_keys(stack, stack.services.at("db")), std::vector<std::string>{"db_data"});
}

TEST(BackupPlan, UsersAreFoundInInactiveProfilesToo) {
  auto stack = sample_stack();
  stack.disabled["worker"] = stack.services["worker"];
  stack.services.erase("worker");
  EXPECT_EQ(users_of(stack, {"shared"}), (std::vector<std::string>{"vector", "worker"}));
  EXPECT_NE(find_service(stack, "worker"), nullptr);
  EXPECT_EQ(find_service(stack, "nobody"), nullptr);
}

}  // namespace
}  // namespace devstack::data

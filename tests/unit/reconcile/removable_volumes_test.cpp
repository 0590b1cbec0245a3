// Only declared, owned, non-external volumes that exist may ever be deleted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> names(const World& world, const std::vector<std::string>& services = {}) {
  std::vector<std::string> found;
  for (const auto& volume : removable_volumes(world.stack, world.observed, services)) {
    found.push_back(volume.name);
  }
  return found;
}

TEST(RemovableVolumes, Table) {
  World world;
  for (const char* key : {"cache", "data", "external", "foreign", "missing"}) world.volume(key);
  world.stack.volumes.at("external").external = true;
  world.service("db");
  world.mount("db", "data");
  world.disabled_service("off").volumes.emplace_back().source = "cache";
  world.resources_exist();
  world.observed.volumes.at("shop_foreign").ownership = Ownership::kForeign;
  world.observed.volumes.erase("shop_missing");
  world.observed.volumes["shop_undeclared"] = {"shop_undeclared", "undeclared", "", "",
                                               Ownership::kOurs};
  EXPECT_THAT(names(world), ElementsAre("shop_cache", "shop_data"));
  EXPECT_THAT(names(world, {"db"}), ElementsAre("shop_data"));
  EXPECT_THAT(names(world, {"off"}), ElementsAre("shop_cache"));
  EXPECT_THAT(names(world, {"unknown"}), IsEmpty());
}

}  // namespace
}  // namespace devstack::reconcile

#include "cli/project/buildx_plugin.hpp"

#include <gtest/gtest.h>

#include <set>

namespace devstack::cli {
namespace {

std::string find(const load::Environment& environment, const std::string& config,
                 const std::set<std::string>& programs) {
  return find_buildx(environment, config,
                     [&programs](const std::string& path) { return programs.contains(path); });
}

TEST(BuildxPlugin, IsLookedForWhereDockerLooks) {
  const std::string own = "/home/me/.docker/cli-plugins/docker-buildx";
  const std::string machine = "/usr/libexec/docker/cli-plugins/docker-buildx";
  const load::Environment home{{"HOME", "/home/me"}};
  EXPECT_EQ(find(home, "", {own, machine}), own);
  EXPECT_EQ(find(home, "", {machine}), machine);
  EXPECT_EQ(find(home, "", {}), "");
  EXPECT_EQ(find({}, "", {own}), "");
  EXPECT_EQ(find({{"DOCKER_CONFIG", "/cfg"}}, "", {"/cfg/cli-plugins/docker-buildx"}),
            "/cfg/cli-plugins/docker-buildx");
  const std::string config = R"({"cliPluginsExtraDirs":["/opt/p","relative"]})";
  EXPECT_EQ(find(home, config, {own, "/opt/p/docker-buildx"}), "/opt/p/docker-buildx");
  EXPECT_EQ(find(home, config, {"relative/docker-buildx"}), "");
}

TEST(BuildxPlugin, IsNotUsedAgainstTheUsersWill) {
  const std::string machine = "/usr/lib/docker/cli-plugins/docker-buildx";
  EXPECT_EQ(find({{"DOCKER_BUILDKIT", "0"}}, "", {machine}), "");
  EXPECT_EQ(find({{"DOCKER_BUILDKIT", "1"}}, "", {machine}), machine);
}

}  // namespace
}  // namespace devstack::cli

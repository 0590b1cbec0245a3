// Which env files are read.
#include "load/environment.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

TEST(EnvironmentFiles, FollowsFlagsBeforeVariables) {
  Diagnostics diagnostics;
  const testing::MemoryFiles memory({});
  const Files system = memory.files();
  const ProjectFiles files(system, "/p", diagnostics);
  LoadRequest request;
  EXPECT_TRUE(environment_files(request, files).automatic);
  request.environment = {{"COMPOSE_ENV_FILES", "a.env, /b.env"}};
  EXPECT_EQ(environment_files(request, files).explicit_files,
            (std::vector<std::string>{"/p/a.env", "/b.env"}));
  EXPECT_FALSE(environment_files(request, files).automatic);
  request.env_files = {"../c.env"};
  EXPECT_EQ(environment_files(request, files).explicit_files, (std::vector<std::string>{"/c.env"}));
  request = {};
  request.environment = {{"COMPOSE_DISABLE_ENV_FILE", "1"}};
  EXPECT_FALSE(environment_files(request, files).automatic);
}

TEST(EnvironmentFiles, KnowsTheFoldersOfDotEnv) {
  LoadRequest request;
  request.working_directory = "/w";
  EXPECT_EQ(automatic_directories(request, "/p"), (std::vector<std::string>{"/w", "/p"}));
  request.files = {"x.yaml"};
  EXPECT_EQ(automatic_directories(request, "/p"), (std::vector<std::string>{"/p"}));
}

TEST(EnvironmentFiles, KnowsGosTrue) {
  EXPECT_TRUE(is_true("True"));
  EXPECT_FALSE(is_true("yes"));
  EXPECT_FALSE(is_true(std::nullopt));
}

}  // namespace
}  // namespace devstack::load

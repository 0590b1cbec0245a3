// What init makes, once.
#include "cli/project/init_project.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "fakes/temporary_folder.hpp"

namespace devstack::cli {
namespace {

namespace fs = std::filesystem;
using Result = InitStep::Result;

void write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

std::string read(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

model::Mount bind_mount(const std::string& source, const std::string& target) {
  model::Mount mount;
  mount.type = model::MountType::kBind;
  mount.source = source;
  mount.target = target;
  return mount;
}

TEST(InitProject, EnvFileIsCopiedOnce) {
  const fakes::TemporaryFolder folder;
  const std::string path = folder.path().string();
  EXPECT_FALSE(make_env_file(path).has_value());
  write(path + "/.env.example", "A=1\n");
  EXPECT_EQ(make_env_file(path)->result, Result::kCreated);
  EXPECT_EQ(read(path + "/.env"), "A=1\n");
  EXPECT_EQ(fs::status(path + "/.env").permissions() & fs::perms::others_all, fs::perms::none);
  write(path + "/.env", "A=2\n");
  EXPECT_EQ(make_env_file(path)->result, Result::kKept);
  EXPECT_EQ(read(path + "/.env"), "A=2\n");
}

TEST(InitProject, FoldersInsideTheProject) {
  const fakes::TemporaryFolder folder;
  model::Stack stack;
  stack.directory = folder.path().string();
  auto& db = stack.services["db"];
  db.name = "db";
  db.volumes = {bind_mount(stack.directory + "/logs/db", "/logs"),
                bind_mount(stack.directory + "/db.conf", "/etc/db.conf"),
                bind_mount("/nonexistent/outside", "/outside")};
  auto& off = stack.disabled["off"];
  off.name = "off";
  off.volumes = {bind_mount(stack.directory + "/off", "/off")};
  auto steps = make_folders(stack);
  ASSERT_EQ(steps.size(), 3U);
  EXPECT_EQ(steps[0].path, "logs/db");
  EXPECT_EQ(steps[0].result, Result::kCreated);
  EXPECT_EQ(steps[0].text, "for db");
  EXPECT_TRUE(fs::is_directory(stack.directory + "/logs/db"));
  EXPECT_EQ(steps[1].path, "off");
  EXPECT_EQ(steps[2].path, "db.conf");
  EXPECT_EQ(steps[2].result, Result::kMissing);
  EXPECT_FALSE(fs::exists("/nonexistent"));
  steps = make_folders(stack);
  EXPECT_EQ(steps[0].result, Result::kKept);
  EXPECT_FALSE(init_json(stack, steps, "28")["changed"].as_bool(true));
}

}  // namespace
}  // namespace devstack::cli

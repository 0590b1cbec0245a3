// What configs and secrets hold, as a hash.
#include "reconcile/file_contents.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "world.hpp"

namespace devstack::reconcile {
namespace {

class ContentHashes : public ::testing::Test {
 protected:
  ContentHashes() {
    std::string pattern = (std::filesystem::temp_directory_path() / "contents-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    model::Service& web = world_.service("web");
    web.configs.push_back({"app", "/app", "", "", {}, {}});
    web.secrets.push_back({"token", "/run/secrets/token", "", "", {}, {}});
    world_.stack.configs["app"].content = "x = 1";
    world_.stack.secrets["token"].file = (folder_ / "token").string();
    world_.stack.configs["unused"].content = "y";
  }
  ~ContentHashes() override { std::filesystem::remove_all(folder_); }

  void write_token(const std::string& text) { std::ofstream(folder_ / "token") << text; }
  [[nodiscard]] model::StringMap hashes() const {
    return content_hashes(world_.stack, world_.stack.services.at("web"));
  }

  World world_;
  std::filesystem::path folder_;
};

TEST_F(ContentHashes, OfWhatTheServiceUsesAndCanBeRead) {
  EXPECT_EQ(hashes().size(), 1U) << "the secret's file is missing";
  EXPECT_EQ(hashes().count("configs.app"), 1U);
  write_token("one");
  EXPECT_EQ(hashes().count("secrets.token"), 1U);
  std::filesystem::remove(folder_ / "token");
  std::filesystem::create_directory(folder_ / "token");
  EXPECT_EQ(hashes().count("secrets.token"), 0U) << "a folder has no content";
}

TEST_F(ContentHashes, ChangeWithTheContentAlone) {
  write_token("one");
  const auto before = hashes();
  write_token("one");
  EXPECT_EQ(hashes(), before);
  write_token("two");
  EXPECT_NE(hashes().at("secrets.token"), before.at("secrets.token"));
  EXPECT_EQ(hashes().at("configs.app"), before.at("configs.app"));
  world_.stack.configs["app"].content = "x = 2";
  EXPECT_NE(hashes().at("configs.app"), before.at("configs.app"));
}

TEST_F(ContentHashes, TellNothingAcrossProjects) {
  const auto before = hashes();
  world_.stack.id = "another";
  EXPECT_NE(hashes(), before);
}

}  // namespace
}  // namespace devstack::reconcile

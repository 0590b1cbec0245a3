#include "cli/project/model_files.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "fakes/temporary_folder.hpp"

namespace devstack::cli {
namespace {

namespace fs = std::filesystem;

class ModelFiles : public ::testing::Test {
 protected:
  ModelFiles() {
    stack_.directory = (folder_.path() / "stack").string();
    folder_.file("stack/stack.yaml", "");
    ours_ = folder_.file("hub/models--ours/weights", "1");
    foreign_ = folder_.file("hub/models--foreign/weights", "2");
    auto& llm = stack_.services["llm"];
    llm.extension.role = "model-cache";
    llm.extension.process.emplace();
  }
  std::vector<std::string> files(const std::string& declared) {
    stack_.services["llm"].extension.process->needs.files = {declared};
    return model_files(stack_, {});
  }

  fakes::TemporaryFolder folder_;
  model::Stack stack_;
  std::string ours_, foreign_;
};

TEST_F(ModelFiles, OnlyWhatIsNamedIsDeleted) {
  const std::string named = (folder_.path() / "hub/models--ours").string();
  EXPECT_EQ(files(named), std::vector<std::string>{named});
  remove_model_files(files(named));
  EXPECT_FALSE(fs::exists(ours_));
  EXPECT_TRUE(fs::exists(foreign_));
  EXPECT_TRUE(files(named).empty());
}

TEST_F(ModelFiles, PatternsAndFoldersAboveTheStackAreNeverMeant) {
  EXPECT_TRUE(files((folder_.path() / "hub/*").string()).empty());
  EXPECT_TRUE(files(folder_.path().string()).empty());
  EXPECT_TRUE(files(stack_.directory).empty());
  EXPECT_TRUE(files("/").empty());
  EXPECT_TRUE(files("/tmp").empty());
}

TEST_F(ModelFiles, OnlyTheRoleMakesThemModels) {
  stack_.services["llm"].extension.role = "";
  EXPECT_TRUE(files(ours_).empty());
}

TEST_F(ModelFiles, OfALinkOnlyTheLinkGoes) {
  const std::string link = (folder_.path() / "link").string();
  fs::create_symlink(ours_, link);
  remove_model_files(files(link));
  EXPECT_FALSE(fs::is_symlink(link));
  EXPECT_TRUE(fs::exists(ours_));
}

}  // namespace
}  // namespace devstack::cli

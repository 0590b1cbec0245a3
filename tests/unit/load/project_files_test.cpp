// Names of files in messages, and what counts as missing.
#include "load/project_files.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

TEST(ProjectFiles, ShowsTheShorterName) {
  Diagnostics diagnostics;
  const testing::MemoryFiles memory({});
  const Files system = memory.files();
  const ProjectFiles files(system, "/home/me/shop", diagnostics);
  EXPECT_EQ(files.display("/home/me/shop/stack.yaml"), "stack.yaml");
  EXPECT_EQ(files.display("/home/me/base/x.yaml"), "../base/x.yaml");
  EXPECT_EQ(files.display("/etc/x"), "/etc/x");
  EXPECT_EQ(files.absolute("../x"), "/home/me/x");
  EXPECT_EQ(parent_directory("/a/b"), "/a");
  EXPECT_EQ(parent_directory("/a"), "/");
}

TEST(ProjectFiles, ReadsEnvFilesOneAfterAnother) {
  Diagnostics diagnostics;
  const std::map<std::string, std::string> contents{{"/p/a", "A=1\n"}, {"/p/b", "B=${A}2\n"}};
  const testing::MemoryFiles memory(contents);
  const Files system = memory.files();
  const ProjectFiles files(system, "/p", diagnostics);
  std::vector<std::string> missing;
  const auto entries =
      files.env_entries({"/p/a", "/p/none", "/p/b"}, testing::lookup_in({}), missing);
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[1].value, "12");
  EXPECT_EQ(missing, std::vector<std::string>{"/p/none"});
  EXPECT_FALSE(files.exists("/p"));
  EXPECT_FALSE(files.documents("/p/none"));
}

TEST(ProjectFiles, StandardInputStandsInTheWorkingDirectory) {
  Diagnostics diagnostics;
  const std::map<std::string, std::string> contents{{"/dev/stdin", "services: {}\n"}};
  const testing::MemoryFiles memory(contents);
  const Files system = memory.files();
  const ProjectFiles files(system, "/p", diagnostics);
  EXPECT_EQ(files.stack_path("-"), "-");
  EXPECT_EQ(files.stack_path("x/-"), "/p/x/-");
  EXPECT_EQ(files.folder_of("-"), "/p");
  EXPECT_EQ(files.folder_of("/q/stack.yaml"), "/q");
  EXPECT_TRUE(files.exists("-"));
  ASSERT_TRUE(files.source("-"));
  EXPECT_EQ(files.source("-")->path, "<stdin>");
}

}  // namespace
}  // namespace devstack::load

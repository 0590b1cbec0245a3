#include "devstack/host/paths.hpp"

#include <gtest/gtest.h>

#include "fakes/temporary_folder.hpp"
#include "host/install_layout.hpp"

namespace devstack::host {
namespace {

TEST(Paths, AnInstalledProgramLooksBesideItsFolder) {
  const fakes::TemporaryFolder prefix;
  const std::string program = prefix.file("bin/devstack", "");
  prefix.file("share/devstack/stacks/x", "");
  prefix.file("share/devstack/profiles/x", "");
  prefix.file("libexec/devstack/devstack-mock", "");
  const InstallPaths paths = install_paths_of(program, "/source");
  EXPECT_EQ(paths.stacks, (prefix.path() / "share/devstack/stacks").string());
  EXPECT_EQ(paths.profiles, (prefix.path() / "share/devstack/profiles").string());
  EXPECT_EQ(paths.mock_binary, (prefix.path() / "libexec/devstack/devstack-mock").string());
}

TEST(Paths, AProgramElsewhereNeverUsesTheSourceTree) {
  const fakes::TemporaryFolder source;
  source.file("stacks/x", "");
  const fakes::TemporaryFolder prefix;
  const InstallPaths paths =
      install_paths_of(prefix.file("bin/devstack", ""), source.path().string());
  EXPECT_EQ(paths.stacks, "");
  EXPECT_EQ(paths.profiles, "");
  EXPECT_EQ(paths.mock_binary, "");
}

TEST(Paths, ABuiltProgramUsesItsSourceTreeAndTheMockBesideIt) {
  const fakes::TemporaryFolder tree;
  tree.file("stacks/x", "");
  tree.file("profiles/x", "");
  tree.file("build/dev/CMakeCache.txt", "");
  const std::string mock = tree.file("build/dev/bin/devstack-mock", "");
  const InstallPaths paths =
      install_paths_of(tree.file("build/dev/bin/devstack", ""), tree.path().string());
  EXPECT_EQ(paths.stacks, (tree.path() / "stacks").string());
  EXPECT_EQ(paths.profiles, (tree.path() / "profiles").string());
  EXPECT_EQ(paths.mock_binary, mock);
}

TEST(Paths, TheRunningProgramKnowsItself) {
  EXPECT_EQ(find_install_paths().executable, std::filesystem::canonical("/proc/self/exe").string());
}

}  // namespace
}  // namespace devstack::host

#include "cli/stream/copy_tree.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::cli {
namespace {

std::vector<std::string> names_of(const std::vector<engine::TarSource>& sources) {
  std::vector<std::string> names;
  for (const auto& source : sources) names.push_back(source.path);
  return names;
}

class CopyTree : public ::testing::Test {
 protected:
  CopyTree() {
    folder_.file("tree/b/c", "1");
    folder_.file("tree/a", "2");
    std::filesystem::create_symlink("b", folder_.path() / "tree/link");
    std::filesystem::create_symlink("tree", folder_.path() / "top");
  }
  [[nodiscard]] std::string at(const std::string& name) const {
    return (folder_.path() / name).string();
  }
  fakes::TemporaryFolder folder_;
};

using Names = std::vector<std::string>;

TEST_F(CopyTree, LinksInsideStayLinks) {
  EXPECT_EQ(names_of(list_tree(at("tree"), "new", LinkAtTop::kKeep)),
            (Names{"new", "new/a", "new/b", "new/b/c", "new/link"}));
}

TEST_F(CopyTree, OnlyWhatItHolds) {
  EXPECT_EQ(names_of(list_tree(at("tree"), "", LinkAtTop::kKeep)),
            (Names{"a", "b", "b/c", "link"}));
}

TEST_F(CopyTree, ALinkAtTheTop) {
  EXPECT_EQ(kind_on_host(at("top"), LinkAtTop::kKeep), FileKind::kFile);
  EXPECT_EQ(kind_on_host(at("top"), LinkAtTop::kFollow), FileKind::kFolder);
  EXPECT_EQ(kind_on_host(at("nothing"), LinkAtTop::kFollow), FileKind::kMissing);
  EXPECT_EQ(names_of(list_tree(at("top"), "x", LinkAtTop::kKeep)), (Names{"x"}));
  EXPECT_EQ(list_tree(at("top"), "x", LinkAtTop::kFollow).size(), 5U);
  EXPECT_THROW((void)list_tree(at("nothing"), "x", LinkAtTop::kFollow), HostError);
}

}  // namespace
}  // namespace devstack::cli

// Stacks found over files in memory.
#include "cli/show/catalog.hpp"

#include <gmock/gmock.h>

#include <map>

namespace devstack::cli {
namespace {

load::Files files_of(const std::map<std::string, std::string>& contents) {
  load::Files files;
  files.read = [contents](const std::string& path) -> std::optional<std::string> {
    const auto found = contents.find(path);
    if (found == contents.end()) return std::nullopt;
    return found->second;
  };
  files.list = [contents](const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& [path, text] : contents) {
      if (!path.starts_with(folder + "/")) continue;
      const std::string rest = path.substr(folder.size() + 1);
      const std::string name = rest.substr(0, rest.find('/'));
      if (names.empty() || names.back() != name) names.push_back(name);
    }
    return names;
  };
  return files;
}

TEST(Catalog, TheNearestStackOfANameWins) {
  load::LoadRequest request;
  request.working_directory = "/a/b";
  request.shipped_stacks = {"/share"};
  const auto stacks = find_stacks(request, files_of({
                                               {"/a/stacks/shop/stack.yaml", "# A shop\nname: x"},
                                               {"/share/shop/stack.yaml", "# Shipped"},
                                               {"/share/other/compose.yaml", "name: y"},
                                           }));
  ASSERT_EQ(stacks.size(), 2U);
  EXPECT_EQ(stacks[0].name, "shop");
  EXPECT_EQ(stacks[0].description, "A shop");
  EXPECT_EQ(stacks[1].path, "/share/other/compose.yaml");
  EXPECT_EQ(stacks[1].description, "");
}

}  // namespace
}  // namespace devstack::cli

// What a user reads when a stack is broken, word for word: one golden text for each kind of
// mistake. Projects of several files, and command lines, are in cli/broken_project_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include "devstack/graph/dependency_graph.hpp"
#include "devstack/load/loader.hpp"

namespace devstack::load {
namespace {

namespace fs = std::filesystem;

std::string read_text(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<std::string> inputs() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fs::path(DEVSTACK_TEST_DATA) / "bad")) {
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string complaint_about(const std::string& name) {
  LoadRequest request;
  request.working_directory = (fs::path(DEVSTACK_TEST_DATA) / "bad").string();
  request.files = {name + ".yaml"};
  Loaded loaded = load_stack(request, system_files());
  if (!loaded.diagnostics.has_errors()) {
    graph::check_cycles(loaded.stack, loaded.diagnostics);
    graph::check_tiers(loaded.stack, loaded.diagnostics);
  }
  std::string text;
  for (const Diagnostic& found : loaded.diagnostics.sorted()) text += render(found);
  // Some messages hold absolute paths; the golden texts must not depend on the checkout.
  const std::string data = DEVSTACK_TEST_DATA;
  for (std::size_t at = text.find(data); at != std::string::npos; at = text.find(data)) {
    text.replace(at, data.size(), "<data>");
  }
  return text;
}

class BrokenInput : public ::testing::TestWithParam<std::string> {};

TEST_P(BrokenInput, IsExplained) {
  const std::string actual = complaint_about(GetParam());
  const fs::path golden = fs::path(DEVSTACK_TEST_GOLDEN) / "errors" / (GetParam() + ".txt");
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(golden, std::ios::binary) << actual;
  }
  EXPECT_NE(actual, "") << "nothing was found to be wrong";
  EXPECT_EQ(actual, read_text(golden));
}

INSTANTIATE_TEST_SUITE_P(Golden, BrokenInput, ::testing::ValuesIn(inputs()),
                         [](const auto& instance) { return instance.param; });

}  // namespace
}  // namespace devstack::load

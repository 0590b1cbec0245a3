// Whole projects against what Docker Compose 2.40.3 prints of them: tests/data/compose/NAME/ is a
// project, expected.yaml and expected.json its `config` (@PROJECT@ is the folder, @ABOVE@ the one
// around it), expected.hash its `config --hash`, of services whose hash does not hold the folder. A
// file `command` holds options and variables: "-f a.yaml --profile p A=b".
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "devstack/base/text.hpp"
#include "devstack/load/loader.hpp"

namespace devstack::load {
namespace {

namespace fs = std::filesystem;

std::string read_text(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

fs::path folder_of(const std::string& name) {
  return fs::path(DEVSTACK_TEST_DATA) / "compose" / name;
}

std::vector<std::string> projects() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder_of(""))) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

LoadRequest request_of(const fs::path& folder) {
  LoadRequest request;
  request.working_directory = folder.string();
  request.environment = {{"HOME", "/root"}, {"PWD", folder.string()}};
  const std::string text = read_text(folder / "command");
  const std::vector<std::string_view> words = split(trim(text), ' ');
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word(words[i]);
    const auto value = [&] { return std::string(words.at(++i)); };
    const std::size_t equals = word.find('=');
    if (word == "-f") {
      request.files.push_back(value());
    } else if (word == "--profile") {
      request.profiles.push_back(value());
    } else if (word == "--env-file") {
      request.env_files.push_back(value());
    } else if (word == "--project-directory") {
      request.project_directory = value();
    } else if (equals != std::string::npos) {
      request.environment[word.substr(0, equals)] = word.substr(equals + 1);
    }
  }
  return request;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
  }
}

std::string without_folder(std::string text, const fs::path& folder) {
  replace_all(text, folder.string(), "@PROJECT@");
  replace_all(text, folder.parent_path().string(), "@ABOVE@");
  return text;
}

class AsCompose : public ::testing::TestWithParam<std::string> {};

TEST_P(AsCompose, PrintsTheSameDocument) {
  const fs::path folder = folder_of(GetParam());
  const Loaded loaded = load_stack(request_of(folder), system_files());
  for (const Diagnostic& found : loaded.diagnostics.all()) {
    EXPECT_NE(found.severity, Severity::kError) << render(found);
  }
  EXPECT_EQ(without_folder(to_yaml(loaded.document), folder), read_text(folder / "expected.yaml"));
  EXPECT_EQ(without_folder(to_json(loaded.document), folder), read_text(folder / "expected.json"));
}

TEST_P(AsCompose, HasTheSameHashes) {
  const fs::path folder = folder_of(GetParam());
  const std::string expected = read_text(folder / "expected.hash");
  LoadRequest request = request_of(folder);
  request.phases.environment = false;
  request.phases.container_names = false;
  const Loaded loaded = load_stack(request, system_files());
  for (const std::string_view line : split(expected, '\n')) {
    if (line.empty()) continue;
    const std::string name(line.substr(0, line.find(' ')));
    ASSERT_TRUE(loaded.stack.services.contains(name)) << name;
    EXPECT_EQ(name + " " + loaded.stack.services.at(name).config_hash, line);
  }
}

INSTANTIATE_TEST_SUITE_P(Projects, AsCompose, ::testing::ValuesIn(projects()),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace devstack::load

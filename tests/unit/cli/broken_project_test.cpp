// What a user reads on a command line that cannot work, word for word: tests/data/bad/NAME/ is a
// project, its file `command` the words after `devstack` (or "VARIABLE=value … devstack …"), its
// file `engine` what an engine answers (fakes/canned_engine.hpp; <here> is the project's folder),
// if one is asked, and tests/golden/errors/NAME.txt the exit code with all that goes to stderr.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "devstack/base/text.hpp"
#include "fakes/canned_engine.hpp"
#include "unit/cli/captured.hpp"

namespace devstack::cli {
namespace {

namespace fs = std::filesystem;

std::string read_text(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<std::string> projects() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fs::path(DEVSTACK_TEST_DATA) / "bad")) {
    if (entry.is_directory()) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

struct CommandLine {
  std::vector<std::pair<std::string, std::string>> variables;
  std::vector<std::string> arguments;
};

CommandLine command_line(const fs::path& file) {
  CommandLine line;
  const std::string text = read_text(file);
  for (const std::string_view word : split(trim(text), ' ')) line.arguments.emplace_back(word);
  const auto program = std::find(line.arguments.begin(), line.arguments.end(), "devstack");
  if (program == line.arguments.end()) return line;
  for (auto word = line.arguments.begin(); word != program; ++word) {
    const auto equals = word->find('=');
    line.variables.emplace_back(word->substr(0, equals), word->substr(equals + 1));
  }
  line.arguments.erase(line.arguments.begin(), program + 1);
  return line;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// A copy of the project in a folder of its own: no stack stands above it.
class BrokenProject : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    std::string base = (fs::temp_directory_path() / "devstack_broken.XXXXXX").string();
    ASSERT_NE(::mkdtemp(base.data()), nullptr);
    base_ = base;
    fs::copy(fs::path(DEVSTACK_TEST_DATA) / "bad" / GetParam(), base_ / GetParam(),
             fs::copy_options::recursive);
    line_ = command_line(base_ / GetParam() / "command");
    before_ = fs::current_path();
    fs::current_path(base_ / GetParam());
    start_engine();
    for (const auto& [name, value] : line_.variables) ::setenv(name.c_str(), value.c_str(), 1);
  }

  void TearDown() override {
    for (const auto& [name, value] : line_.variables) ::unsetenv(name.c_str());
    fs::current_path(before_);
    fs::remove_all(base_);
  }

  void start_engine() {
    const fs::path table = base_ / GetParam() / "engine";
    if (!fs::exists(table)) return;
    std::string text = read_text(table);
    replace_all(text, "<here>", fs::canonical(base_ / GetParam()).string());
    engine_ = std::make_unique<fakes::CannedEngine>(text);
    line_.variables.emplace_back("DOCKER_HOST", engine_->host());
    line_.variables.emplace_back("XDG_STATE_HOME", (base_ / "state").string());
  }

  [[nodiscard]] std::string answer() const {
    const Captured captured = run_captured(line_.arguments);
    std::string text = "exit " + std::to_string(captured.status) + "\n" + captured.err;
    replace_all(text, base_.string(), "<tmp>");
    const fs::path source = fs::path(DEVSTACK_TEST_DATA).parent_path().parent_path();
    replace_all(text, source.string(), "<devstack>");
    // Only programs in the source folder find the shipped profiles.
    replace_all(text, ", <devstack>/profiles", "");
    if (engine_ == nullptr) return text;
    replace_all(text, engine_->host(), "unix://<engine>");
    // How long a run took, and which process this is, is not the same twice.
    text = std::regex_replace(text, std::regex("(after|within) [0-9.]+(ms|s)"), "$1 <time>");
    text = std::regex_replace(text, std::regex("\\([0-9]+ tr(y|ies)\\) +"), "(<n> tries)  ");
    text = std::regex_replace(text, std::regex("\\(at [0-9.]+(ms|s)\\)"), "(at <time>)");
    return std::regex_replace(text, std::regex("pid [0-9]+"), "pid <n>");
  }

 private:
  fs::path base_, before_;
  CommandLine line_;
  std::unique_ptr<fakes::CannedEngine> engine_;
};

TEST_P(BrokenProject, IsExplained) {
  const std::string actual = answer();
  const fs::path golden = fs::path(DEVSTACK_TEST_GOLDEN) / "errors" / (GetParam() + ".txt");
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(golden, std::ios::binary) << actual;
  }
  EXPECT_FALSE(actual.starts_with("exit 0\n")) << "nothing was found to be wrong";
  EXPECT_EQ(actual, read_text(golden));
}

INSTANTIATE_TEST_SUITE_P(Golden, BrokenProject, ::testing::ValuesIn(projects()),
                         [](const auto& instance) { return instance.param; });

}  // namespace
}  // namespace devstack::cli

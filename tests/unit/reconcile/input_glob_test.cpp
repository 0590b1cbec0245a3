// Which files a job's inputs name.
#include "reconcile/input_glob.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace devstack::reconcile {
namespace {

namespace fs = std::filesystem;
using Paths = std::vector<std::string>;

class InputGlob : public ::testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::temp_directory_path() / ("devstack-glob-" + std::to_string(getpid()));
    fs::remove_all(root_);
    for (const char* path : {"migrations/1.sql", "migrations/2.sql", "migrations/deep/er/3.sql",
                             "migrations/notes.txt", "migrations/.hidden.sql", "seed.py"}) {
      fs::create_directories((root_ / path).parent_path());
      std::ofstream(root_ / path) << path;
    }
  }
  void TearDown() override { fs::remove_all(root_); }

  [[nodiscard]] Paths expand(const Paths& patterns) const {
    return expand_globs(root_.string(), patterns);
  }

  fs::path root_;
};

TEST_F(InputGlob, Table) {
  const struct {
    Paths patterns;
    Paths expected;
  } cases[] = {
      {{"seed.py"}, {"seed.py"}},
      {{"./seed.py"}, {"seed.py"}},
      {{"absent.py"}, {}},
      {{"*.py"}, {"seed.py"}},
      {{"migrations/*.sql"}, {"migrations/1.sql", "migrations/2.sql"}},
      {{"./migrations/**/*.sql"},
       {"migrations/1.sql", "migrations/2.sql", "migrations/deep/er/3.sql"}},
      {{"**/3.sql"}, {"migrations/deep/er/3.sql"}},
      {{"migrations/[1]*.sql", "migrations/1.sql"}, {"migrations/1.sql"}},
      {{"migrations/?.sql", "seed.py"}, {"migrations/1.sql", "migrations/2.sql", "seed.py"}},
      {{"migrations/deep"}, {"migrations/deep/er/3.sql"}},
      {{"nowhere/**"}, {}},
      {{}, {}},
  };
  for (const auto& each : cases) {
    const std::string label = each.patterns.empty() ? "none" : each.patterns.front();
    EXPECT_EQ(expand(each.patterns), each.expected) << label;
  }
}

}  // namespace
}  // namespace devstack::reconcile

#include "cli/project/credential_helpers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace devstack::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class FakeLauncher final : public host::ProcessLauncher {
 public:
  Task<std::optional<host::CommandResult>> run(host::Command command, Duration) override {
    last = std::move(command);
    co_return result;
  }
  int start(const host::Background&) override { return -1; }

  std::optional<host::CommandResult> result;
  host::Command last;
};

class Helpers : public ::testing::Test {
 protected:
  std::optional<std::string> ask() {
    auto task = helpers_.ask("pass", "get", "ghcr.io");
    task.start();
    return task.take();
  }
  void answers(int exit_code, const std::string& output) {
    launcher_.result = host::CommandResult{exit_code, output, "stderr"};
  }

  FakeLauncher launcher_;
  std::vector<std::string> warnings_;
  CredentialHelpers helpers_{launcher_, [this](const UiEvent& event) {
                               warnings_.push_back(std::get<Notice>(event).text);
                             }};
};

TEST_F(Helpers, AreAskedOnTheirStdin) {
  answers(0, "{}");
  EXPECT_EQ(ask(), "{}");
  EXPECT_EQ(launcher_.last.argv, (std::vector<std::string>{"docker-credential-pass", "get"}));
  EXPECT_EQ(launcher_.last.input, "ghcr.io");
  EXPECT_TRUE(warnings_.empty());
}

TEST_F(Helpers, ThatKnowNothingAreNoProblem) {
  answers(1, "credentials not found in native keychain\n");
  EXPECT_EQ(ask(), std::nullopt);
  EXPECT_TRUE(warnings_.empty());
}

TEST_F(Helpers, ThatFailAreWarnedOfOnceWithoutTheirWords) {
  answers(2, "the secret is hunter2");
  EXPECT_EQ(ask(), std::nullopt);
  EXPECT_EQ(ask(), std::nullopt);
  ASSERT_EQ(warnings_.size(), 1U);
  EXPECT_THAT(warnings_.front(), HasSubstr("docker-credential-pass ended with exit status 2"));
  EXPECT_THAT(warnings_.front(), Not(HasSubstr("hunter2")));
}

TEST_F(Helpers, ThatAreMissingOrHang) {
  EXPECT_EQ(ask(), std::nullopt);
  EXPECT_THAT(warnings_.back(), HasSubstr("is not in PATH"));
  CredentialHelpers others(launcher_, [this](const UiEvent& event) {
    warnings_.push_back(std::get<Notice>(event).text);
  });
  answers(137, "");
  auto task = others.ask("pass", "get", "ghcr.io");
  task.start();
  EXPECT_EQ(task.take(), std::nullopt);
  EXPECT_THAT(warnings_.back(), HasSubstr("no answer within 20 s"));
}

}  // namespace
}  // namespace devstack::cli

// `develop.watch` of a loaded stack as rules.
#include "cli/watch/watch_rules.hpp"

#include <gmock/gmock.h>

#include "devstack/base/error.hpp"
#include "fakes/temporary_folder.hpp"

namespace devstack::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class WatchRulesTest : public testing::Test {
 protected:
  load::Loaded load(const std::string& text) {
    folder.file("compose.yaml", "name: shop\nservices:\n" + text);
    load::LoadRequest request;
    request.working_directory = folder.path();
    return load::load_stack(request, load::system_files());
  }
  std::string failure(const std::string& text, const std::vector<std::string>& services = {}) {
    try {
      static_cast<void>(watch_rules(load(text), services, notes));
    } catch (const UsageError& error) {
      EXPECT_EQ(error.code(), "DS1017");
      return error.what();
    }
    return "";
  }

  fakes::TemporaryFolder folder;
  std::vector<std::string> notes;
};

TEST_F(WatchRulesTest, EveryKeyOfARule) {
  const auto loaded = load(R"(
  api:
    image: alpine
    develop:
      watch:
        - path: ./src/
          action: sync+exec
          target: app
          include: ["**/*.py"]
          ignore: tests/
          initial_sync: true
          exec: {command: [reload, now], user: app, working_dir: /app, environment: {A: b}}
        - {path: ./conf, action: restart}
  db: {image: alpine}
)");
  const auto rules = watch_rules(loaded, {}, notes);
  ASSERT_THAT(rules, SizeIs(2));
  const watch::Rule& rule = rules.front();
  EXPECT_EQ(rule.service, "api");
  EXPECT_EQ(rule.action, watch::Action::kSyncExec);
  EXPECT_EQ(rule.path, (folder.path() / "src").string());
  EXPECT_EQ(rule.target, "/app");
  EXPECT_THAT(rule.include, ElementsAre("**/*.py"));
  EXPECT_THAT(rule.ignore, ElementsAre("tests/"));
  EXPECT_TRUE(rule.initial_sync);
  EXPECT_THAT(rule.hook.command, ElementsAre("reload", "now"));
  EXPECT_EQ(rule.hook.user, "app");
  EXPECT_EQ(rule.hook.working_dir, "/app");
  EXPECT_THAT(rule.hook.environment, ElementsAre("A=b"));
  EXPECT_EQ(rules.back().action, watch::Action::kRestart);
  EXPECT_THAT(notes, IsEmpty());
}

TEST_F(WatchRulesTest, WhatIsMountedNeedsNoCopying) {
  const auto loaded = load(R"(
  api:
    image: alpine
    volumes: ["./src:/app"]
    develop:
      watch:
        - {path: ./src/lib, action: sync, target: /app/lib}
        - {path: ./src, action: restart}
)");
  EXPECT_THAT(watch_rules(loaded, {}, notes), SizeIs(1));
  ASSERT_THAT(notes, SizeIs(1));
  EXPECT_THAT(notes.front(), HasSubstr("/src/lib is mounted into api and needs no copying"));
}

TEST_F(WatchRulesTest, NothingToWatchIsAnError) {
  const std::string text = "  api: {image: alpine}\n  db: {image: alpine}\n";
  EXPECT_EQ(failure(text), "there is nothing to watch: no service has a develop.watch");
  EXPECT_EQ(failure(text, {"db"}), "there is nothing to watch: db has no develop.watch");
}

TEST_F(WatchRulesTest, RulesThatCannotBeFollowed) {
  EXPECT_THAT(failure("  api: {image: a, develop: {watch: [{path: x, action: rebuild}]}}\n"),
              HasSubstr("api cannot be rebuilt when files change: it has no build:"));
  EXPECT_THAT(
      failure("  api: {image: a, develop: {watch: [{path: x, action: sync+exec, target: /x}]}}\n"),
      HasSubstr("sync+exec of api has nothing to run"));
}

TEST_F(WatchRulesTest, TheBuildContextSaysWhatDoesNotCount) {
  folder.file("api/.dockerignore", "# comment\n*.log\nout\n");
  folder.file("web/.dockerignore", "*.log\n");
  folder.file("web/web.Dockerfile.dockerignore", "dist\n");
  const auto loaded = load(R"(
  api: {build: ./api, develop: {watch: [{path: ./api, action: rebuild}]}}
  web:
    build: {context: ./web, dockerfile: web.Dockerfile}
    develop: {watch: [{path: ./web, action: rebuild}]}
)");
  const auto rules = watch_rules(loaded, {}, notes);
  const auto matchers = watch_matchers(rules, loaded.stack, load::system_files());
  const std::string root = folder.path();
  EXPECT_FALSE(matchers.at(0).matches(root + "/api/x.log"));
  EXPECT_FALSE(matchers.at(0).matches(root + "/api/out/x"));
  EXPECT_TRUE(matchers.at(0).matches(root + "/api/x.c"));
  EXPECT_TRUE(matchers.at(1).matches(root + "/web/x.log"));
  EXPECT_FALSE(matchers.at(1).matches(root + "/web/dist/x"));
}

}  // namespace
}  // namespace devstack::cli

// What a batch of changed paths asks for.
#include "devstack/watch/changes.hpp"

#include <gmock/gmock.h>

namespace devstack::watch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

Rule rule(Action action, std::string path, std::string target = {}) {
  Rule made;
  made.service = "api";
  made.action = action;
  made.path = std::move(path);
  made.target = std::move(target);
  return made;
}

TEST(Changes, APathGoesToItsPlaceBelowTheTarget) {
  struct Case {
    std::string path, target, changed, expected;
  };
  const std::vector<Case> cases{
      {"/app/src", "/srv", "/app/src/a/b.py", "/srv/a/b.py"},
      {"/app/src", "/srv/", "/app/src/a.py", "/srv/a.py"},
      {"/app/src", "/", "/app/src/a.py", "/a.py"},
      {"/app/conf.ini", "/etc/conf.ini", "/app/conf.ini", "/etc/conf.ini"},
      {"/app/src", "/srv", "/app/src", "/srv"},
  };
  for (const Case& c : cases) {
    const Matcher matcher(rule(Action::kSync, c.path, c.target), {});
    ASSERT_TRUE(matcher.matches(c.changed)) << c.changed;
    EXPECT_EQ(matcher.copy_of(c.changed).container_path, c.expected);
  }
}

TEST(Changes, ANameThatOnlyBeginsAlikeIsAnother) {
  EXPECT_FALSE(Matcher(rule(Action::kSync, "/app/src", "/srv"), {}).matches("/app/src2/x"));
}

TEST(Changes, IncludeAndIgnoreAreBelowThePath) {
  Rule made = rule(Action::kSync, "/app", "/srv");
  made.include = {"**/*.py"};
  made.ignore = {"tests"};
  const Matcher matcher(made, {});
  EXPECT_TRUE(matcher.matches("/app/sub/a.py"));
  EXPECT_FALSE(matcher.matches("/app/sub/a.txt"));
  EXPECT_FALSE(matcher.matches("/app/tests/a.py"));
  EXPECT_FALSE(matcher.matches("/app/.a.py.swp"));
}

TEST(Changes, WhatIsNotInTheBuildContextDoesNotCount) {
  const Matcher matcher(rule(Action::kRebuild, "/app/api/src"), {"/app/api", {"src/gen"}});
  EXPECT_FALSE(matcher.matches("/app/api/src/gen/x.c"));
  EXPECT_TRUE(matcher.matches("/app/api/src/x.c"));
}

TEST(Changes, EachActionAsksForItsWork) {
  Rule execute = rule(Action::kSyncExec, "/app/conf", "/etc/app");
  execute.hook.command = {"reload"};
  const std::vector<Matcher> matchers{
      Matcher(rule(Action::kSync, "/app/static", "/srv"), {}),
      Matcher(rule(Action::kRestart, "/app/settings"), {}),
      Matcher(rule(Action::kSyncRestart, "/app/code", "/code"), {}),
      Matcher(execute, {}),
  };
  Work work = work_for(matchers, {"/app/static/a.css", "/app/other"});
  EXPECT_THAT(work.sync, ElementsAre(Pair("api", SizeIs(1))));
  EXPECT_THAT(work.restart, IsEmpty());

  work = work_for(matchers, {"/app/settings/x"});
  EXPECT_THAT(work.restart, ElementsAre("api"));
  EXPECT_THAT(work.sync, IsEmpty());

  work = work_for(matchers, {"/app/code/main.py"});
  EXPECT_THAT(work.restart, ElementsAre("api"));
  EXPECT_THAT(work.sync.at("api"), ElementsAre(Copy{"/app/code/main.py", "/code/main.py"}));

  work = work_for(matchers, {"/app/conf/a", "/app/conf/b"});
  ASSERT_THAT(work.execute.at("api"), SizeIs(1));
  EXPECT_THAT(work.execute.at("api").front()->hook.command, ElementsAre("reload"));
  EXPECT_THAT(work.sync.at("api"), SizeIs(2));

  EXPECT_TRUE(work_for(matchers, {"/elsewhere"}).empty());
}

TEST(Changes, WhatIsRebuiltNeedsNoRestart) {
  const std::vector<Matcher> matchers{
      Matcher(rule(Action::kRebuild, "/app/Dockerfile"), {}),
      Matcher(rule(Action::kSyncRestart, "/app", "/srv"), {}),
  };
  const Work work = work_for(matchers, {"/app/Dockerfile"});
  EXPECT_THAT(work.rebuild, ElementsAre("api"));
  EXPECT_THAT(work.restart, IsEmpty());
  EXPECT_THAT(work.sync, SizeIs(1));
}

TEST(Changes, TwoRulesForOnePathCopyItOnce) {
  const std::vector<Matcher> matchers{
      Matcher(rule(Action::kSync, "/app", "/srv"), {}),
      Matcher(rule(Action::kSyncRestart, "/app/code", "/srv/code"), {}),
  };
  const Work work = work_for(matchers, {"/app/code/a"});
  EXPECT_THAT(work.sync.at("api"), ElementsAre(Copy{"/app/code/a", "/srv/code/a"}));
}

TEST(Changes, FoldersThatConcernNobodyAreSkipped) {
  Rule made = rule(Action::kSync, "/app/src", "/srv");
  made.ignore = {"node_modules"};
  const std::vector<Matcher> matchers{Matcher(made, {})};
  EXPECT_TRUE(all_skip(matchers, "/app/src/node_modules"));
  EXPECT_TRUE(all_skip(matchers, "/app/src/.git"));
  EXPECT_TRUE(all_skip(matchers, "/app/other"));
  EXPECT_FALSE(all_skip(matchers, "/app/src/lib"));
  EXPECT_FALSE(all_skip(matchers, "/app"));
}

}  // namespace
}  // namespace devstack::watch

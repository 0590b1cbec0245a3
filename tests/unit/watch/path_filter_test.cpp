// Patterns against paths.
#include "devstack/watch/path_filter.hpp"

#include <gtest/gtest.h>

namespace devstack::watch {
namespace {

TEST(PathFilter, PatternsAreRelativeToTheFolder) {
  struct Case {
    std::vector<std::string> patterns;
    std::string path;
    bool matches;
  };
  const std::vector<Case> cases{
      {{"node_modules/"}, "/app/node_modules", true},
      {{"node_modules/"}, "/app/node_modules/a/b.js", true},
      {{"node_modules/"}, "/app/web/node_modules/a.js", false},
      {{"**/node_modules"}, "/app/web/node_modules/a.js", true},
      {{"*.log"}, "/app/x.log", true},
      {{"*.log"}, "/app/sub/x.log", false},
      {{"/app/sub"}, "/app/sub/x", true},
      {{"/elsewhere"}, "/app/elsewhere", false},
      {{"*.log", "!keep.log"}, "/app/keep.log", false},
      {{"*.log", "!keep.log"}, "/app/drop.log", true},
      {{"#notes"}, "/app/#notes", true},
      {{"*.log"}, "/application/x.log", false},
      {{"*", "!src"}, "/app/x.log", false},  // `*` stands for nothing
      {{}, "/app/x", false},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(PathFilter("/app", c.patterns).matches(c.path), c.matches)
        << c.path << " by " << (c.patterns.empty() ? "" : c.patterns.front());
  }
}

TEST(PathFilter, TheFolderItselfIsNeverMeant) {
  EXPECT_FALSE(PathFilter("/app", {"**", "app"}).matches("/app"));
}

TEST(PathFilter, WhatEditorsLeaveForAMoment) {
  const PathFilter filter("/", passing_files());
  for (const auto* path :
       {"/app/.main.c.swp", "/app/4913", "/app/main.c~", "/app/.#main.c", "/app/#main.c#",
        "/app/a___jb_tmp___", "/app/.idea/workspace.xml", "/app/.git/index", "/app/.git"}) {
    EXPECT_TRUE(filter.matches(path)) << path;
  }
  for (const auto* path : {"/app/main.c", "/app/.gitignore", "/app/x.swf", "/app/.env"}) {
    EXPECT_FALSE(filter.matches(path)) << path;
  }
}

TEST(PathFilter, AFolderIsLeftOutUnlessSomethingInItComesBack) {
  EXPECT_TRUE(PathFilter("/app", {"out"}).matches_all_below("/app/out"));
  EXPECT_FALSE(PathFilter("/app", {"out", "!out/keep"}).matches_all_below("/app/out"));
}

}  // namespace
}  // namespace devstack::watch

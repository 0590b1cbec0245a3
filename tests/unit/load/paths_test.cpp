#include <gtest/gtest.h>

#include "load/paths.hpp"
#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

TEST(Paths, Clean) {
  EXPECT_EQ(clean_path("/x/../y/"), "/y");
  EXPECT_EQ(clean_path("a//b/./c"), "a/b/c");
  EXPECT_EQ(clean_path("../a/.."), "..");
  EXPECT_EQ(clean_path("/../.."), "/");
  EXPECT_EQ(clean_path(""), ".");
}

TEST(Paths, Absolute) {
  EXPECT_EQ(absolute_path("./a/../b", "/srv", "/home/u"), "/srv/b");
  EXPECT_EQ(absolute_path("..", "/srv/x", "/home/u"), "/srv");
  EXPECT_EQ(absolute_path("~", "/srv", "/home/u"), "/home/u");
  EXPECT_EQ(absolute_path("~/a", "/srv", "/home/u"), "/home/u/a");
  EXPECT_EQ(absolute_path("~other", "/srv", "/home/u"), "/home/u/other");
}

TEST(Paths, AbsoluteOnesStayAsWritten) {
  EXPECT_EQ(absolute_path("/a/../b/", "/srv", ""), "/a/../b/");
  EXPECT_EQ(absolute_path("c:\\x", "/srv", ""), "c:\\x");
}

TEST(Paths, RemoteContexts) {
  for (const char* text : {"https://x/y.git", "git@host:x", "docker-image://a", "github.com/a/b"}) {
    EXPECT_TRUE(is_remote_context(text)) << text;
  }
  EXPECT_FALSE(is_remote_context("./github.com"));
}

}  // namespace
}  // namespace devstack::load

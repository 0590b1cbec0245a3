#include "cli/watch/watch_text.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

TEST(WatchText, WhatIsWatched) {
  watch::Rule rule;
  rule.path = "/app/src";
  const std::vector<watch::Matcher> matchers{watch::Matcher(rule, {}), watch::Matcher(rule, {})};
  EXPECT_EQ(watching_text({"web", "api"}, matchers),
            "watching 1 path for api, web; Ctrl-C ends it");
}

TEST(WatchText, WhatWasCopied) {
  EXPECT_EQ(copied_text("api", {1, 0, {}}, Duration{12}), "api: 1 file copied (12ms)");
  EXPECT_EQ(copied_text("api", {3, 2, {}}, Duration{12}), "api: 3 files copied, 2 removed (12ms)");
  EXPECT_EQ(copied_text("api", {0, 2, {}}, Duration{12}), "api: 2 removed (12ms)");
}

TEST(WatchText, HowACommandEnded) {
  watch::Rule rule;
  rule.hook.command = {"reload", "-q"};
  EXPECT_EQ(executed_text("api-1", rule, {0, ""}), "api-1: reload -q done");
  EXPECT_EQ(executed_text("api-1", rule, {0, "one\ntwo\n"}),
            "api-1: reload -q done\n  api-1 | one\n  api-1 | two");
  EXPECT_EQ(executed_text("api-1", rule, {3, "\x1b[2J"}).substr(0, 31),
            "api-1: reload -q failed with 3 ");
  EXPECT_EQ(executed_text("api-1", rule, {3, "\x1b[2J"}).find('\x1b'), std::string::npos);
  EXPECT_EQ(executed_text("api-1", rule, {std::nullopt, ""}),
            "api-1: reload -q did not end in time, or its container went away");
}

}  // namespace
}  // namespace devstack::cli

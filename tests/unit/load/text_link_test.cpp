#include "load/text_link.hpp"

#include <gtest/gtest.h>

#include "unit/load/support.hpp"

namespace devstack::load {
namespace {

struct Followed {
  std::string text;
  bool warned = false;
};

Followed follow(const std::string& text) {
  const testing::MemoryFiles memory({{"/p/.env", "A=1\n"},
                                     {"/p/real.yaml", "services: {}\n"},
                                     {"/p/web/here.yaml", "x: 1\n"},
                                     {"/p/web/NAME", "y\n"}});
  Diagnostics diagnostics;
  const auto file =
      follow_text_link(make_source("web/link", text), "/p/web/link", memory.files(), diagnostics);
  const auto found = diagnostics.sorted();
  return {file->text, found.size() == 1 && found.front().code == "DS1214"};
}

TEST(TextLink, IsFollowedFromItsOwnFolder) {
  EXPECT_EQ(follow("../.env").text, "A=1\n");
  EXPECT_EQ(follow("here.yaml").text, "x: 1\n");
  EXPECT_EQ(follow("/p/real.yaml").text, "services: {}\n");
  EXPECT_TRUE(follow("../real.yaml").warned);
}

TEST(TextLink, WhatIsSomethingElseIsReadAsItIs) {
  // A text with an end of line, a variable without value, no such file, a folder, itself.
  for (const char* text : {"../.env\n", "NAME", "A=../.env", "none.yaml", "../web", "link", ""}) {
    EXPECT_EQ(follow(text).text, text);
    EXPECT_FALSE(follow(text).warned) << text;
  }
}

}  // namespace
}  // namespace devstack::load

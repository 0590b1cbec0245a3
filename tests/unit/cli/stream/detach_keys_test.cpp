#include "cli/stream/detach_keys.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"

namespace devstack::cli {
namespace {

using std::string_literals::operator""s;

TEST(DetachKeys, NamesOfKeys) {
  EXPECT_EQ(detach_bytes("ctrl-p,ctrl-q"), "\x10\x11");
  EXPECT_EQ(detach_bytes("a,ctrl-a,ctrl-@,ctrl-]"), "a\x01\0\x1d"s);
  for (const char* wrong : {"", "ctrl-", "ctrl-P", "ctrl-p,", "shift-a", "ab"}) {
    EXPECT_THROW((void)detach_bytes(wrong), UsageError) << wrong;
  }
}

TEST(DetachKeys, AreSeenOverPieces) {
  DetachWatch watch("\x10\x11");
  EXPECT_EQ(watch.before_keys("ls\n\x10"), std::nullopt);
  EXPECT_EQ(watch.before_keys("\x11"), "");
}

TEST(DetachKeys, OtherKeysBetweenThemBeginAnew) {
  DetachWatch watch("\x10\x11");
  EXPECT_EQ(watch.before_keys("\x10x\x11"), std::nullopt);
  EXPECT_EQ(watch.before_keys("\x10\x10"), std::nullopt);
  EXPECT_EQ(watch.before_keys("\x11"), "");
}

TEST(DetachKeys, NoneNeverDetach) {
  DetachWatch watch("");
  EXPECT_EQ(watch.before_keys("\x10\x11"), std::nullopt);
}

TEST(DetachKeys, WhatIsTypedBeforeThemCounts) {
  DetachWatch watch("\x10\x11");
  EXPECT_EQ(watch.before_keys("ls\n\x10\x11more"), "ls\n");
}

}  // namespace
}  // namespace devstack::cli

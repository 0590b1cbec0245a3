// Streams of one log that are cut and opened again.
#include "cli/logs/log_position.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace devstack::cli {
namespace {

using engine::LogStream;

std::string at(int nanoseconds) {
  std::string digits = std::to_string(nanoseconds);
  return "2026-11-21T03:04:05." + std::string(9 - digits.size(), '0') + digits + "Z";
}

TEST(SplitTime, TakesTheTimeOff) {
  const std::string line = at(7) + " hello world";
  const TimedLine timed = split_time(line);
  EXPECT_EQ(timed.time, at(7));
  EXPECT_EQ(timed.text, "hello world");
  EXPECT_EQ(split_time("2026-11-21T03:04:05+02:00 x").text, "x");
  EXPECT_EQ(split_time(at(7) + " ").text, "");
}

TEST(SplitTime, WithoutATimeTheLineStays) {
  for (const auto* line : {"", "plain", "2026-11-21 nothing", "2026-11-21T99:99:99Z x"}) {
    EXPECT_EQ(split_time(line).text, line);
    EXPECT_TRUE(split_time(line).time.empty());
  }
}

TEST(SplitTime, TimesInsideALongLineGo) {
  const std::string part(16 * 1024, 'a');
  EXPECT_EQ(split_time(at(1) + " " + part + at(2) + " " + part + at(3) + " tail").text,
            part + part + "tail");
  // Only where the engine would put one.
  EXPECT_EQ(split_time(at(1) + " early " + at(2) + " stays").text, "early " + at(2) + " stays");
}

TEST(LogPosition, OneStreamIsAllNew) {
  LogPosition position;
  EXPECT_TRUE(position.since().empty());
  EXPECT_TRUE(position.is_new(LogStream::kStdout, at(5)));
  EXPECT_TRUE(position.is_new(LogStream::kStdout, at(5)));
  EXPECT_TRUE(position.is_new(LogStream::kStdout, at(3)));
}

TEST(LogPosition, ASecondStreamRepeatsNothing) {
  LogPosition position;
  for (const int time : {1, 2, 2}) EXPECT_TRUE(position.is_new(LogStream::kStdout, at(time)));
  position.go_back();
  for (const int time : {1, 2, 2}) EXPECT_FALSE(position.is_new(LogStream::kStdout, at(time)));
  // A third line of the same moment is another line.
  EXPECT_TRUE(position.is_new(LogStream::kStdout, at(2)));
  EXPECT_TRUE(position.is_new(LogStream::kStdout, at(3)));
  position.go_back();
  EXPECT_FALSE(position.is_new(LogStream::kStdout, at(3)));
  EXPECT_TRUE(position.is_new(LogStream::kStdout, at(4)));
}

TEST(LogPosition, TheStreamsOfAContainerAreApart) {
  LogPosition position;
  EXPECT_TRUE(position.is_new(LogStream::kStdout, at(50)));
  EXPECT_TRUE(position.is_new(LogStream::kStderr, at(40)));
  position.go_back();
  EXPECT_FALSE(position.is_new(LogStream::kStdout, at(50)));
  EXPECT_FALSE(position.is_new(LogStream::kStderr, at(40)));
  // Written after stdout's line, with an earlier time.
  EXPECT_TRUE(position.is_new(LogStream::kStderr, at(45)));
}

TEST(LogPosition, WhatWasBeforeTheFirstLineWasNotWanted) {
  LogPosition position;
  EXPECT_TRUE(position.is_new(LogStream::kStdout, at(50)));
  position.go_back();
  EXPECT_FALSE(position.is_new(LogStream::kStderr, at(10)));
  EXPECT_TRUE(position.is_new(LogStream::kStderr, at(60)));
}

TEST(LogPosition, PartsOfALineShareItsLot) {
  LogPosition position;
  EXPECT_TRUE(position.is_new(LogStream::kStdout, at(1)));
  position.go_back();
  EXPECT_FALSE(position.is_new(LogStream::kStdout, at(1)));
  EXPECT_FALSE(position.is_new(LogStream::kStdout, ""));
  EXPECT_TRUE(position.is_new(LogStream::kStdout, at(2)));
  EXPECT_TRUE(position.is_new(LogStream::kStdout, ""));
}

TEST(LogPosition, GoesBackASecond) {
  LogPosition position;
  EXPECT_TRUE(position.is_new(LogStream::kStdout, "1970-01-01T00:01:40.000000005Z"));
  EXPECT_EQ(position.since(), "99.000000005");
}

}  // namespace
}  // namespace devstack::cli

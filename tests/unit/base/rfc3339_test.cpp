// Timestamps of the engine.
#include <gtest/gtest.h>

#include <array>

#include "devstack/base/units.hpp"

namespace devstack {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

TEST(ParseRfc3339, ReadsTheEnginesForm) {
  EXPECT_EQ(parse_rfc3339("2026-11-21T03:04:05.123456789Z"),
            sys_days{2026y / 11 / 21} + 3h + 4min + 5s + 123456789ns);
  EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:00Z"), sys_days{1970y / 1 / 1});
  EXPECT_EQ(parse_rfc3339("2024-02-29T23:59:59.5Z"),
            sys_days{2024y / 2 / 29} + 23h + 59min + 59s + 500ms);
}

TEST(ParseRfc3339, AppliesTheZone) {
  const auto noon = sys_days{2026y / 1 / 1} + 12h;
  EXPECT_EQ(parse_rfc3339("2026-01-01T14:00:00+02:00"), noon);
  EXPECT_EQ(parse_rfc3339("2026-01-01T06:30:00-05:30"), noon);
}

TEST(ParseRfc3339, DropsDigitsBeyondNanoseconds) {
  EXPECT_EQ(parse_rfc3339("2026-01-01T00:00:00.1234567899Z"),
            sys_days{2026y / 1 / 1} + 123456789ns);
}

class Malformed : public testing::TestWithParam<const char*> {};

TEST_P(Malformed, IsRefused) { EXPECT_EQ(parse_rfc3339(GetParam()), std::nullopt); }

INSTANTIATE_TEST_SUITE_P(Table, Malformed,
                         testing::ValuesIn(std::to_array<const char*>({
                             "0001-01-01T00:00:00Z",  // the engine's "never"
                             "9999-12-31T23:59:59Z",  // does not fit 64 bits of nanoseconds
                             "",
                             "2026",
                             "2026-11-21",
                             "2026-11-21T03:04:05",
                             "2026-13-01T00:00:00Z",
                             "2026-02-30T00:00:00Z",
                             "2026-11-21T24:00:00Z",
                             "2026-11-21T00:60:00Z",
                             "2026-11-21T00:00:60Z",
                             "2026-11-21T00:00:00.Z",
                             "2026-11-21T00:00:00Zx",
                             "2026-11-21T00:00:00+2:00",
                             "2026-11-21T00:00:00+25:00",
                             "2026-1-21T00:00:00Z",
                             "-026-11-21T00:00:00Z",
                         })));

TEST(FormatRfc3339, LeavesOutTrailingZeros) {
  const auto day = sys_days{2026y / 11 / 21} + 3h + 4min + 5s;
  EXPECT_EQ(format_rfc3339(day), "2026-11-21T03:04:05Z");
  EXPECT_EQ(format_rfc3339(day + 120ms), "2026-11-21T03:04:05.12Z");
  EXPECT_EQ(format_rfc3339(day + 123456789ns), "2026-11-21T03:04:05.123456789Z");
  EXPECT_EQ(format_rfc3339(sys_days{1969y / 12 / 31} + 23h + 1ns),
            "1969-12-31T23:00:00.000000001Z");
}

TEST(UnixSeconds, HaveNineDigitsBehindThePoint) {
  EXPECT_EQ(format_unix_seconds(1000000000s), "1000000000.000000000");
  EXPECT_EQ(format_unix_seconds(1500ms), "1.500000000");
  EXPECT_EQ(format_unix_seconds(7ns), "0.000000007");
}

TEST(EngineTime, InBothForms) {
  EXPECT_EQ(parse_engine_time("2001-09-09T01:46:40Z"), 1000000000s);
  EXPECT_EQ(parse_engine_time("1000000000"), 1000000000s);
  EXPECT_EQ(parse_engine_time("1000000000.500000000"), 1000000000s + 500ms);
  EXPECT_FALSE(parse_engine_time(""));
  EXPECT_FALSE(parse_engine_time("yesterday"));
}

TEST(FormatAge, IsEmptyForWhatIsNotYetOrNoTime) {
  const auto now = sys_days{2026y / 11 / 21} + 3h + 5min;
  EXPECT_EQ(format_age("2026-11-21T00:00:00Z", now), "3h 5m");
  EXPECT_EQ(format_age("2026-11-21T03:05:00.5Z", now), "");
  EXPECT_EQ(format_age("yesterday", now), "");
}

}  // namespace
}  // namespace devstack

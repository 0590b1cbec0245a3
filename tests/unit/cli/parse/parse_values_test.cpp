// Durations, scales and times as options take them.
#include "cli/parse/parse_values.hpp"

#include <gtest/gtest.h>

#include "devstack/base/error.hpp"
#include "devstack/base/units.hpp"

namespace devstack::cli {
namespace {

using namespace std::chrono_literals;

TEST(ParseValues, Durations) {
  EXPECT_EQ(parse_seconds("-t", "10"), 10s);
  EXPECT_EQ(parse_seconds("-t", "1m30s"), 90s);
  EXPECT_EQ(parse_seconds("-t", "100ms"), 1s);
  EXPECT_EQ(parse_milliseconds("--wait", "100ms"), 100ms);
  EXPECT_EQ(parse_milliseconds("--wait", "010"), 10s);
  for (const char* wrong : {"", "-1", "soon", "99999999999", "1e9", "9999h"}) {
    EXPECT_THROW(static_cast<void>(parse_seconds("-t", wrong)), UsageError) << wrong;
  }
}

TEST(ParseValues, Scale) {
  EXPECT_EQ(parse_scale({"web=3", "web=0"}).at("web"), 0);
  for (const char* wrong : {"web", "=1", "web=", "web=-1", "web=x", "web=1001"}) {
    EXPECT_THROW(static_cast<void>(parse_scale({wrong})), UsageError) << wrong;
  }
}

TEST(ParseValues, LogTimes) {
  const auto now = *parse_rfc3339("2026-11-21T03:04:05Z");
  EXPECT_EQ(parse_log_time("--since", "", now), "");
  EXPECT_EQ(parse_log_time("--since", "2026-11-21T03:04:05Z", now), "2026-11-21T03:04:05Z");
  EXPECT_EQ(parse_log_time("--since", "1700000000", now), "1700000000");
  EXPECT_EQ(parse_log_time("--since", "1m", now), parse_log_time("--since", "60s", now));
  EXPECT_TRUE(parse_log_time("--since", "1m", now).ends_with(".000000000"));
  EXPECT_EQ(parse_log_time("--since", "2026-11-21", now), "2026-11-21T00:00:00Z");
  EXPECT_EQ(parse_log_time("--since", "2026-11-21T03:04:05", now), "2026-11-21T03:04:05Z");
  EXPECT_THROW(static_cast<void>(parse_log_time("--since", "yesterday", now)), UsageError);
}

TEST(ParseSignal, TakesNamesAndNumbers) {
  EXPECT_EQ(parse_signal("--signal", "SIGTERM"), 15);
  EXPECT_EQ(parse_signal("--signal", "HUP"), 1);
  EXPECT_EQ(parse_signal("--signal", "9"), 9);
  for (const char* text : {"", "SIG", "TERMX", "0", "-1", "65", "term"}) {
    EXPECT_THROW(static_cast<void>(parse_signal("--signal", text)), UsageError) << text;
  }
}

TEST(ParseValues, RolesAndChoices) {
  const auto [role, choice] = parse_use("--use", "llm=a=b");
  EXPECT_EQ(role, "llm");
  EXPECT_EQ(choice, "a=b");
  for (const char* text : {"", "llm", "=mock", "llm="}) {
    EXPECT_THROW(static_cast<void>(parse_use("--use", text)), UsageError) << text;
  }
}

TEST(ParseValues, PortOffsets) {
  EXPECT_EQ(parse_port_offset("--port-offset", "20000"), 20000);
  EXPECT_EQ(parse_port_offset("--port-offset", "-1"), -1);
  for (const char* text : {"", "x", "1.5", "65536", "-65536"}) {
    EXPECT_THROW(static_cast<void>(parse_port_offset("--port-offset", text)), UsageError) << text;
  }
}

}  // namespace
}  // namespace devstack::cli

#include <gtest/gtest.h>
#include <chrono>

#include "load/values.hpp"
#include "unit/load/decode_tools.hpp"

namespace devstack::load {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(Values, DurationsKnowDaysAndWeeks) {
  EXPECT_EQ(parse_compose_duration("1m30s"), seconds(90));
  EXPECT_EQ(parse_compose_duration("1d"), hours(24));
  EXPECT_EQ(parse_compose_duration("2w"), hours(336));
  EXPECT_EQ(parse_compose_duration("1d12h"), hours(36));
  EXPECT_EQ(parse_compose_duration("-1s"), -seconds(1));
  EXPECT_EQ(parse_compose_duration("+1s"), seconds(1));
  EXPECT_EQ(parse_compose_duration("0"), seconds(0));
}

TEST(Values, BrokenDurationsAreRefused) {
  for (const char* text : {"", "5", "d", "xd", "1.5d", "99999999999d", "soon", "+-1s", "-+1s"}) {
    EXPECT_FALSE(parse_compose_duration(text)) << text;
  }
}

TEST(Values, PortRanges) {
  ASSERT_TRUE(parse_port_range("8000-8002"));
  EXPECT_EQ(parse_port_range("8000-8002")->size(), 3U);
  EXPECT_EQ(parse_port_range("65535")->first, 65535);
  EXPECT_EQ(parse_port_range("1-2-3")->last, 2);
  for (const char* text : {"", "a", "65536", "2-1", "1-", "-1", "-1-2"}) {
    EXPECT_FALSE(parse_port_range(text)) << text;
  }
}

TEST(Values, Addresses) {
  EXPECT_TRUE(is_ip_address("127.0.0.1"));
  EXPECT_TRUE(is_ip_address("::1"));
  EXPECT_FALSE(is_ip_address("localhost"));
  EXPECT_FALSE(is_ip_address("1.2.3"));
}

}  // namespace
}  // namespace devstack::load

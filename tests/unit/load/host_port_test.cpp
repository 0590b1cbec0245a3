#include "load/host_port.hpp"

#include <gtest/gtest.h>

namespace devstack::load {
namespace {

TEST(HostPort, ReadsANameAndAPort) {
  const auto plain = parse_host_port("db:5432");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->host, "db");
  EXPECT_EQ(plain->port, 5432);
  const auto address = parse_host_port("[::1]:80");
  ASSERT_TRUE(address);
  EXPECT_EQ(address->host, "::1");
}

TEST(HostPort, AnythingElseIsNone) {
  for (const char* text : {"", "db", ":80", "db:", "db:0", "db:65536", "db:80x", "db:-1", "a:b:80",
                           "http://db:80", "d b:80", "db: 80"}) {
    EXPECT_FALSE(parse_host_port(text)) << text;
  }
}

}  // namespace
}  // namespace devstack::load

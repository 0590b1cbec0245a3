// The kernel's text of routes.
#include "devstack/host/routes.hpp"

#include <gtest/gtest.h>

namespace devstack::host {
namespace {

constexpr char kTable[] =
    "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
    "eth0\t00000000\t010011AC\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
    "docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n"
    "tun0\t0000080A\t00000000\t0001\t0\t0\t0\t00C0FFFF\t0\t0\t0\n"
    "down0\t0000090A\t00000000\t0000\t0\t0\t0\t0000FFFF\t0\t0\t0\n"
    "broken\tzz\n"
    "odd0\tzz\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n";

TEST(Routes, ReadsWhatIsUp) {
  const auto routes = parse_routes(kTable);
  ASSERT_EQ(routes.size(), 3U);
  EXPECT_EQ(routes[0].subnet, "0.0.0.0/0");
  EXPECT_EQ(routes[1].subnet, "172.17.0.0/16");
  EXPECT_EQ(routes[1].interface, "docker0");
  EXPECT_EQ(routes[2].subnet, "10.8.0.0/18");
  EXPECT_TRUE(parse_routes("").empty());
}

TEST(Routes, OfThisHostAreWellFormed) {
  for (const Route& route : read_routes()) {
    EXPECT_NE(route.subnet.find('/'), std::string::npos);
    EXPECT_FALSE(route.interface.empty());
  }
}

}  // namespace
}  // namespace devstack::host

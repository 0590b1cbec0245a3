#include "host/proc_sockets.hpp"

#include <gtest/gtest.h>

namespace devstack::host {
namespace {

constexpr char kTcp[] =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode\n"
    "   0: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000   107        0 "
    "23456 1 0000000000000000 100 0 0 10 0\n"
    "   1: 0200000A:0050 0100000A:C350 01 00000000:00000000 00:00000000 00000000     0        0 "
    "34567 1 0000000000000000 20 4 30 10 -1\n"
    "   2: broken\n";

constexpr char kTcp6[] =
    "   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A "
    "00000000:00000000 00:00000000 00000000     0        0 45678 1 0 100 0 0 10 0\n"
    "   1: 0000000000000000FFFF00000100007F:0050 00000000000000000000000000000000:0000 0A "
    "00000000:00000000 00:00000000 00000000     0        0 5 1 0 100 0 0 10 0\n";

TEST(ProcSockets, KeepsListenersAndSkipsConnectionsAndBrokenRows) {
  const auto sockets = parse_tcp_table(kTcp, AddressFamily::kIpv4);
  ASSERT_EQ(sockets.size(), 1U);
  EXPECT_EQ(sockets[0].to_string(), "127.0.0.1:5432");
  EXPECT_EQ(sockets[0].uid, 107U);
  EXPECT_EQ(sockets[0].inode, 23456U);
}

TEST(ProcSockets, ReadsIpv6) {
  const auto sockets = parse_tcp_table(kTcp6, AddressFamily::kIpv6);
  ASSERT_EQ(sockets.size(), 2U);
  EXPECT_EQ(sockets[0].to_string(), "[::]:8080");
  EXPECT_EQ(sockets[1].to_string(), "[::ffff:127.0.0.1]:80");
}

TEST(ProcSockets, BoundUdpSocketsAreInAnotherState) {
  const std::string row =
      "  9: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 77 2 0 0\n";
  EXPECT_EQ(parse_udp_table(row, AddressFamily::kIpv4).size(), 1U);
  EXPECT_TRUE(parse_tcp_table(row, AddressFamily::kIpv4).empty());
}

struct BlockCase {
  const char* table;
  AddressFamily family;
  std::size_t row;
  const char* wanted;
  bool blocks;
};

TEST(ProcSockets, SaysWhichBindsWouldFail) {
  const BlockCase cases[] = {
      {kTcp, AddressFamily::kIpv4, 0, "", true},
      {kTcp, AddressFamily::kIpv4, 0, "0.0.0.0", true},
      {kTcp, AddressFamily::kIpv4, 0, "127.0.0.1", true},
      {kTcp, AddressFamily::kIpv4, 0, "127.0.0.2", false},
      {kTcp, AddressFamily::kIpv4, 0, "::", false},
      {kTcp6, AddressFamily::kIpv6, 0, "127.0.0.1", true},  // a wildcard takes both families
      {kTcp6, AddressFamily::kIpv6, 0, "[::1]", true},
      {kTcp6, AddressFamily::kIpv6, 1, "127.0.0.1", true},  // mapped
      {kTcp6, AddressFamily::kIpv6, 1, "127.0.0.9", false},
      {kTcp6, AddressFamily::kIpv6, 1, "0.0.0.0", true},
      {kTcp6, AddressFamily::kIpv6, 0, "nonsense", false},
  };
  for (const BlockCase& c : cases) {
    const auto sockets = parse_tcp_table(c.table, c.family);
    EXPECT_EQ(blocks(sockets.at(c.row), c.wanted), c.blocks)
        << sockets.at(c.row).to_string() << " for \"" << c.wanted << '"';
  }
}

}  // namespace
}  // namespace devstack::host

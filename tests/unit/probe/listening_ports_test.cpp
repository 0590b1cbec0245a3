// Socket tables as Linux prints them.
#include "probe/listening_ports.hpp"

#include <gtest/gtest.h>

#include <string>

namespace devstack::probe {
namespace {

const std::string kHeader =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n";

std::string row(const std::string& local, const std::string& remote, const std::string& state) {
  return "   0: " + local + " " + remote + " " + state +
         " 00000000:00000000 00:00000000 00000000     0        0 5123 1\n";
}

TEST(ListeningPorts, FindsAListenerThatOthersReach) {
  const std::string any = "00000000:0000";
  const std::string zeros(32, '0');
  struct Case {
    std::string name, table;
    bool listens;
  };
  const Case cases[] = {
      {"nothing", kHeader, false},
      {"no table", "", false},
      {"any address", kHeader + row("00000000:1F90", any, "0A"), true},
      {"one address", kHeader + row("0500000A:1F90", any, "0A"), true},
      {"loopback", kHeader + row("0100007F:1F90", any, "0A"), false},
      {"IPv6", kHeader + row(zeros + ":1F90", zeros + ":0000", "0A"), true},
      {"IPv6 loopback",
       kHeader + row("00000000000000000000000001000000:1F90", zeros + ":0000", "0A"), false},
      {"another port", kHeader + row("00000000:1F91", any, "0A"), false},
      {"a connection", kHeader + row("00000000:1F90", "0500000A:C350", "01"), false},
      {"the peer's port", kHeader + row("0500000A:C350", "0600000A:1F90", "0A"), false},
      {"both tables",
       kHeader + row("0100007F:1F90", any, "0A") + kHeader +
           row(zeros + ":1F90", zeros + ":0000", "0A"),
       true},
  };
  for (const Case& c : cases) EXPECT_EQ(is_listening(c.table, 8080), c.listens) << c.name;
}

TEST(ListeningPorts, WritesSmallPortsWithFourDigits) {
  const std::string table = row("00000000:0050", "00000000:0000", "0A");
  EXPECT_TRUE(is_listening(table, 80));
  EXPECT_FALSE(is_listening(table, 0x5000));
}

}  // namespace
}  // namespace devstack::probe

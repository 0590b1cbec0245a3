// Texts of findings, and the ways that lead to a container's port.
#include "probe/attempt.hpp"

#include <gtest/gtest.h>

#include "probe_fixture.hpp"

namespace devstack::probe {
namespace {

TEST(ShortLine, FitsAnyTextOnOneLine) {
  const std::string x119(119, 'x');
  struct Case {
    std::string text, line;
  };
  const std::vector<Case> cases{
      {"", ""},
      {"  refused\n", "refused"},
      {"one\ntwo\r\n\tthree", "one two   three"},
      {x119 + "x", x119 + "x"},
      {x119 + "xy", x119 + "x…"},
      {x119 + "é and more", x119 + "…"},  // never half a character
  };
  for (const Case& c : cases) EXPECT_EQ(short_line(c.text), c.line) << c.text;
}

class WaysTo : public ProbeTest {
 protected:
  std::vector<std::string> ways(std::uint16_t port) {
    std::vector<std::string> found;
    for (const io::Endpoint& way : ways_to(context, target, port)) found.push_back(way.to_string());
    return found;
  }
};

using Ways = std::vector<std::string>;

TEST_F(WaysTo, PreferTheOwnAddressToThePublishedPort) {
  target.published = {{80, "tcp", "0.0.0.0", 8080}};
  EXPECT_EQ(ways(80), (Ways{"10.0.0.5:80", "127.0.0.1:8080"}));
}

TEST_F(WaysTo, LeaveOutAnAddressThatIsOutOfReach) {
  target.published = {{80, "tcp", "0.0.0.0", 8080}};
  context.addresses_reachable = false;
  EXPECT_EQ(ways(80), Ways{"127.0.0.1:8080"});
  context.addresses_reachable = true;
  target.address.clear();
  EXPECT_EQ(ways(80), Ways{"127.0.0.1:8080"});
}

TEST_F(WaysTo, UsePublishedPortsThatFit) {
  target.address.clear();
  struct Case {
    engine::PublishedPort published;
    Ways ways;
  };
  const std::vector<Case> cases{
      {{80, "tcp", "", 8080}, {"127.0.0.1:8080"}},
      {{80, "tcp", "192.168.1.9", 8080}, {"192.168.1.9:8080"}},
      {{80, "udp", "", 8080}, {}},
      {{81, "tcp", "", 8080}, {}},
      {{80, "tcp", "", 0}, {}},  // exposed only
  };
  for (const Case& c : cases) {
    target.published = {c.published};
    EXPECT_EQ(ways(80), c.ways) << c.published.host_ip << " " << c.published.protocol << " "
                                << c.published.container_port;
  }
}

TEST_F(WaysTo, NameThePublicationOncePerPort) {
  target.address.clear();
  target.published = {{80, "tcp", "0.0.0.0", 8080}, {80, "tcp", "::", 8080}};
  EXPECT_EQ(ways(80), Ways{"127.0.0.1:8080"});
}

TEST(NoWayTo, NamesThePort) {
  const Finding finding = no_way_to(8080);
  EXPECT_FALSE(finding.passed);
  EXPECT_EQ(finding.result, "port 8080 is neither reachable from this host nor published");
}

}  // namespace
}  // namespace devstack::probe

// The way out of a taken port.
#include "cli/converge/port_preflight.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace devstack::cli {
namespace {

reconcile::WantedPort wanted(const std::string& line) {
  auto file = std::make_shared<SourceFile>();
  file->path = "stack.yaml";
  file->text = line + "\n";
  reconcile::WantedPort port;
  port.host_ip = "127.0.0.1";
  port.port = 5432;
  port.where = SourceSpan{file, 1, 1, 1};
  return port;
}

TEST(PortWayOut, NamesTheVariableWithAFreePort) {
  const std::string text = port_way_out(wanted("ports: [\"${DB_PORT:-5432}:5432\"]"));
  EXPECT_TRUE(text.starts_with("stop it    or    DB_PORT=54")) << text;
  EXPECT_TRUE(text.ends_with(" devstack up")) << text;
}

TEST(PortWayOut, WithoutAVariableItIsTheLine) {
  EXPECT_EQ(port_way_out(wanted("ports: [\"5432:5432\"]")),
            "stop it, or publish another port where the file says so");
}

reconcile::WantedPort of(const std::string& service, const std::string& ip,
                         const std::string& protocol) {
  auto port = wanted("ports: [\"5432:5432\"]");
  port.service = service;
  port.host_ip = ip;
  port.protocol = protocol;
  return port;
}

TEST(WantedTwice, NamesBothServices) {
  const auto reports = wanted_twice({of("a", "", "tcp"), of("b", "127.0.0.1", "tcp")});
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports.front().code, "DS2101");
  EXPECT_EQ(reports.front().title, "port 5432 is wanted by two services");
  EXPECT_EQ(reports.front().lines.at(0).text, "a");
  EXPECT_EQ(reports.front().lines.at(1).text, "b");
  EXPECT_EQ(reports.front().lines.at(1).where, "stack.yaml:1");
}

TEST(WantedTwice, OtherAddressesAndProtocolsAreOtherPorts) {
  EXPECT_TRUE(wanted_twice({of("a", "127.0.0.1", "tcp"), of("b", "127.0.0.1", "udp"),
                            of("c", "127.0.0.2", "tcp")})
                  .empty());
}

TEST(WantedTwice, OneServiceMayPublishOnSeveralAddresses) {
  EXPECT_TRUE(wanted_twice({of("a", "0.0.0.0", "tcp"), of("a", "::", "tcp")}).empty());
}

}  // namespace
}  // namespace devstack::cli

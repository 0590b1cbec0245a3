// Accepts, holds, swallows; and says so when a port is taken.
#include "mock/tcp_server.hpp"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <string>
#include <system_error>

#include "mock/connection.hpp"

namespace devstack::mock {
namespace {

TEST(MockTcpServer, HoldsItsConnections) {
  const TcpServer server({0, 0});
  ASSERT_EQ(server.ports().size(), 2U);
  for (const auto port : server.ports()) {
    const Connection first("127.0.0.1", std::to_string(port), std::chrono::seconds(1));
    const Connection second("127.0.0.1", std::to_string(port), std::chrono::seconds(1));
    ASSERT_TRUE(first.ok() && second.ok());
    EXPECT_EQ(::send(first.socket(), "hello", 5, MSG_NOSIGNAL), 5);
    pollfd entry{first.socket(), POLLIN, 0};
    EXPECT_EQ(::poll(&entry, 1, 50), 0) << "neither an answer nor an end was expected";
  }
}

TEST(MockTcpServer, EndsItsConnectionsWhenItGoes) {
  auto server = std::make_unique<TcpServer>(std::vector<std::uint16_t>{0});
  const Connection client("127.0.0.1", std::to_string(server->ports()[0]), std::chrono::seconds(1));
  ASSERT_TRUE(client.ok());
  server.reset();
  pollfd entry{client.socket(), POLLIN, 0};
  EXPECT_EQ(::poll(&entry, 1, 5000), 1);
}

TEST(MockTcpServer, SaysWhichPortIsTaken) {
  const TcpServer first({0});
  const std::uint16_t taken = first.ports()[0];
  try {
    const TcpServer second({0, taken});
    FAIL() << "listened twice";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code(), std::errc::address_in_use);
    EXPECT_NE(std::string(error.what()).find(std::to_string(taken)), std::string::npos);
  }
}

}  // namespace
}  // namespace devstack::mock

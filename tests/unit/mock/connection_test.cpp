// A connection attempt ends well, ends with a reason, or ends by its deadline.
#include "mock/connection.hpp"

#include <gtest/gtest.h>

#include "mock/tcp_server.hpp"

namespace devstack::mock {
namespace {

using std::chrono::milliseconds;

TEST(MockConnection, ReachesAListener) {
  const TcpServer server({0});
  const std::string port = std::to_string(server.ports().front());
  for (const char* host : {"127.0.0.1", "localhost"}) {
    const Connection connection(host, port, milliseconds(1000));
    EXPECT_TRUE(connection.ok()) << host << ": " << connection.error();
    EXPECT_TRUE(connection.error().empty());
  }
}

TEST(MockConnection, SaysWhyNot) {
  std::string free_port;
  {
    const TcpServer closed_soon({0});
    free_port = std::to_string(closed_soon.ports().front());
  }
  const Connection refused("127.0.0.1", free_port, milliseconds(1000));
  EXPECT_FALSE(refused.ok());
  EXPECT_EQ(refused.error(), "Connection refused");
  const Connection unknown("no-such-host.invalid", "80", milliseconds(1000));
  EXPECT_FALSE(unknown.ok());
  EXPECT_FALSE(unknown.error().empty());
}

}  // namespace
}  // namespace devstack::mock

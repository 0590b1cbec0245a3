// Needs are tried together, keep their order, and are looked at anew each time.
#include "mock/health.hpp"

#include <gtest/gtest.h>

#include <memory>

#include "mock/tcp_server.hpp"

namespace devstack::mock {
namespace {

using std::chrono::milliseconds;

Need local(const std::string& name, std::uint16_t port) {
  return {name, "127.0.0.1", std::to_string(port)};
}

TEST(MockHealth, RecoversByItself) {
  auto server = std::make_unique<TcpServer>(std::vector<std::uint16_t>{0});
  const std::vector<Need> needs = {local("db", server->ports().front())};
  EXPECT_TRUE(check_needs(needs, milliseconds(1000)).front().ok());
  const std::uint16_t port = server->ports().front();
  server.reset();
  EXPECT_FALSE(check_needs(needs, milliseconds(1000)).front().ok());
  server = std::make_unique<TcpServer>(std::vector<std::uint16_t>{port});
  EXPECT_TRUE(check_needs(needs, milliseconds(1000)).front().ok());
}

TEST(MockHealth, KeepsTheOrderAndNamesTheFailing) {
  const TcpServer server({0});
  const auto results =
      check_needs({local("up", server.ports().front()), {"down", "no-such-host.invalid", "1"}},
                  milliseconds(1000));
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results[0].name, "up");
  EXPECT_TRUE(results[0].ok());
  EXPECT_EQ(results[1].name, "down");
  EXPECT_FALSE(results[1].ok());
}

TEST(MockHealth, NothingNeededIsWell) { EXPECT_TRUE(check_needs({}, milliseconds(0)).empty()); }

}  // namespace
}  // namespace devstack::mock

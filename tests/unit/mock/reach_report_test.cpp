// Addresses that answer and addresses that do not, in one report.
#include "mock/reach_report.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <regex>

#include "mock/config.hpp"

namespace devstack::mock {
namespace {

/// A port of this host: listening while the object lives.
class Listener {
 public:
  Listener() : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    socklen_t size = sizeof address;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    ::listen(socket_, 1);
  }
  ~Listener() { ::close(socket_); }
  [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

 private:
  int socket_;
  int port_ = 0;
};

TEST(ReachReport, OneLineForEachInTheirOrder) {
  std::string closed;
  {
    const Listener gone;
    closed = gone.address();
  }
  const Listener open;
  const std::string report =
      reach_report({closed, open.address()}, std::chrono::milliseconds(2000));
  const std::regex shape("failed \\d+ " + closed + " .*refused.*\nok \\d+ " + open.address() +
                         "\n");
  EXPECT_TRUE(std::regex_match(report, shape)) << report;
}

TEST(ReachReport, RefusesWhatIsNoAddress) {
  EXPECT_THROW((void)reach_report({"db"}, std::chrono::milliseconds(1)), ConfigError);
  EXPECT_THROW((void)reach_report({"a:1,b:2"}, std::chrono::milliseconds(1)), ConfigError);
}

}  // namespace
}  // namespace devstack::mock

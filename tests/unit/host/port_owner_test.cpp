#include "devstack/host/port_owner.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "devstack/base/file_descriptor.hpp"

namespace devstack::host {
namespace {

/// A socket of this process on a port that the kernel chooses.
struct Holder {
  explicit Holder(int type) : socket(::socket(AF_INET, type, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    if (type == SOCK_STREAM) {
      EXPECT_EQ(::listen(socket.get(), 1), 0);
    }
    socklen_t size = sizeof address;
    ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
    port = ntohs(address.sin_port);
  }
  FileDescriptor socket;
  std::uint16_t port = 0;
};

TEST(PortOwner, FindsTheListeningProcess) {
  const Holder holder(SOCK_STREAM);
  const auto owner = port_owner(PortProtocol::kTcp, "", holder.port);
  ASSERT_TRUE(owner);
  EXPECT_EQ(owner->pid, ::getpid());
  EXPECT_EQ(owner->command, "host_tests");
  EXPECT_TRUE(owner->executable.ends_with("/host_tests")) << owner->executable;
  EXPECT_EQ(owner->local_address, "127.0.0.1:" + std::to_string(holder.port));
  EXPECT_FALSE(owner->user.empty());
}

TEST(PortOwner, TellsProtocolsApart) {
  const Holder holder(SOCK_DGRAM);
  EXPECT_TRUE(port_owner(PortProtocol::kUdp, "127.0.0.1", holder.port));
}

TEST(PortOwner, IsEmptyForAFreePort) {
  std::uint16_t port = 0;
  {
    const Holder holder(SOCK_STREAM);
    port = holder.port;
  }
  EXPECT_FALSE(port_owner(PortProtocol::kTcp, "", port));
}

}  // namespace
}  // namespace devstack::host

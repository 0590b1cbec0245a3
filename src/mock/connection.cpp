// Non-blocking connect with poll: the only portable way to give a connection attempt a deadline.
#include "mock/connection.hpp"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace devstack::mock {
namespace {

using Clock = std::chrono::steady_clock;

int remaining_ms(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
  return left.count() > 0 ? static_cast<int>(left.count()) : 0;
}

/// 0, or an errno value.
int finish_connect(int socket, Clock::time_point deadline) {
  pollfd entry{socket, POLLOUT, 0};
  int ready = 0;
  do {
    ready = ::poll(&entry, 1, remaining_ms(deadline));
  } while (ready < 0 && errno == EINTR);
  if (ready == 0) return ETIMEDOUT;
  if (ready < 0) return errno;
  int status = 0;
  socklen_t size = sizeof(status);
  if (::getsockopt(socket, SOL_SOCKET, SO_ERROR, &status, &size) != 0) return errno;
  return status;
}

int connect_within(int socket, const addrinfo& address, Clock::time_point deadline) {
  if (::connect(socket, address.ai_addr, address.ai_addrlen) == 0) return 0;
  return errno == EINPROGRESS ? finish_connect(socket, deadline) : errno;
}

}  // namespace

Connection::Connection(const std::string& host, const std::string& port,
                       std::chrono::milliseconds timeout) {
  const auto deadline = Clock::now() + timeout;
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int status = ::getaddrinfo(host.c_str(), port.c_str(), &hints, &found); status != 0) {
    error_ = ::gai_strerror(status);
    return;
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, &::freeaddrinfo);
  for (const addrinfo* address = found; address != nullptr; address = address->ai_next) {
    const int socket = ::socket(address->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int status = socket < 0 ? errno : connect_within(socket, *address, deadline);
    if (status == 0) {
      socket_ = socket;
      error_.clear();
      return;
    }
    error_ = std::strerror(status);
    if (socket >= 0) ::close(socket);
  }
}

Connection::~Connection() {
  if (socket_ >= 0) ::close(socket_);
}

void limit_resolver() { ::setenv("RES_OPTIONS", "timeout:1 attempts:1", 0); }

}  // namespace devstack::mock

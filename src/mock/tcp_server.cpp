// One poll loop; what clients send is read and thrown away, so that they never block on writing.
#include "mock/tcp_server.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace devstack::mock {
namespace {

[[noreturn]] void fail(const std::string& doing) {
  throw std::system_error(errno, std::generic_category(), doing);
}

int open_listener(std::uint16_t port) {
  const int one = 1;
  const int zero = 0;
  const int socket = ::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (socket >= 0) {
    sockaddr_in6 any{};
    any.sin6_family = AF_INET6;
    any.sin6_port = htons(port);
    ::setsockopt(socket, IPPROTO_IPV6, IPV6_V6ONLY, &zero, sizeof(zero));
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): the socket API is made so
    if (::bind(socket, reinterpret_cast<const sockaddr*>(&any), sizeof(any)) == 0) return socket;
    const int bind_error = errno;
    ::close(socket);
    errno = bind_error;
    if (bind_error == EADDRINUSE || bind_error == EACCES) return -1;
  }
  const int fallback = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fallback < 0) return -1;
  sockaddr_in any{};
  any.sin_family = AF_INET;
  any.sin_port = htons(port);
  ::setsockopt(fallback, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): as above
  if (::bind(fallback, reinterpret_cast<const sockaddr*>(&any), sizeof(any)) == 0) return fallback;
  const int bind_error = errno;
  ::close(fallback);
  errno = bind_error;
  return -1;
}

std::uint16_t port_of(int socket) {
  sockaddr_in6 address{};  // large enough for both families, the port at the same place
  socklen_t size = sizeof(address);
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): as above
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin6_port);
}

/// False when the client has gone.
bool drain(int socket) {
  std::array<char, 4096> bytes;
  while (true) {
    const auto count = ::recv(socket, bytes.data(), bytes.size(), 0);
    if (count > 0) continue;
    return count < 0 && (errno == EAGAIN || errno == EINTR);
  }
}

}  // namespace

TcpServer::TcpServer(const std::vector<std::uint16_t>& ports) {
  try {
    for (const auto port : ports) listen_on(port);
    if (::pipe(wake_) != 0) fail("pipe");
  } catch (...) {
    close_all();
    throw;
  }
  thread_ = std::thread([this] { serve(); });
}

TcpServer::~TcpServer() {
  ::close(wake_[1]);
  wake_[1] = -1;
  thread_.join();
  close_all();
}

void TcpServer::listen_on(std::uint16_t port) {
  const int socket = open_listener(port);
  if (socket < 0) fail("cannot listen on port " + std::to_string(port));
  listeners_.push_back(socket);
  if (::listen(socket, SOMAXCONN) != 0) fail("cannot listen on port " + std::to_string(port));
  ports_.push_back(port_of(socket));
}

void TcpServer::close_all() {
  for (const int socket : listeners_) ::close(socket);
  for (const int end : wake_) {
    if (end >= 0) ::close(end);
  }
}

void TcpServer::serve() {
  std::vector<pollfd> entries{{wake_[0], POLLIN, 0}};
  for (const int socket : listeners_) entries.push_back({socket, POLLIN, 0});
  const std::size_t first_client = entries.size();
  while (entries.front().revents == 0) {
    if (::poll(entries.data(), entries.size(), -1) < 0 && errno != EINTR) break;
    for (std::size_t i = entries.size(); i-- > first_client;) {
      if (entries[i].revents == 0 || drain(entries[i].fd)) continue;
      ::close(entries[i].fd);
      entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(i));
    }
    for (std::size_t i = 1; i < first_client; ++i) {
      if (entries[i].revents == 0) continue;
      const int client = ::accept4(entries[i].fd, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
      if (client >= 0) entries.push_back({client, POLLIN, 0});
    }
  }
  for (std::size_t i = first_client; i < entries.size(); ++i) ::close(entries[i].fd);
}

}  // namespace devstack::mock

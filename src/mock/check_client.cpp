// HTTP/1.0 by hand: only the status line of the answer matters.
#include "mock/check_client.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "mock/connection.hpp"

namespace devstack::mock {
namespace {

using Clock = std::chrono::steady_clock;

/// False when nothing happened before the deadline.
bool wait_for(int socket, short events, Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  pollfd entry{socket, events, 0};
  return ::poll(&entry, 1, left > 0 ? static_cast<int>(left) : 0) > 0;
}

/// The first line, without its end; nothing when the server closed or the time is over.
std::optional<std::string> read_line(int socket, Clock::time_point deadline) {
  std::string text;
  std::array<char, 512> bytes;
  while (wait_for(socket, POLLIN, deadline)) {
    const auto count = ::recv(socket, bytes.data(), bytes.size(), 0);
    if (count <= 0) return std::nullopt;
    text.append(bytes.data(), static_cast<std::size_t>(count));
    if (const auto end = text.find("\r\n"); end != std::string::npos) return text.substr(0, end);
    if (text.size() > 4096) return std::nullopt;
  }
  return std::nullopt;
}

/// "HTTP/1.1 200 OK" to 200; 0 for anything else.
int status_of(std::string_view line) {
  if (!line.starts_with("HTTP/1.") || line.size() < 12) return 0;
  int status = 0;
  std::from_chars(line.data() + 9, line.data() + 12, status);
  return status;
}

}  // namespace

std::optional<Url> parse_url(std::string_view text) {
  constexpr std::string_view kScheme = "http://";
  if (!text.starts_with(kScheme)) return std::nullopt;
  text.remove_prefix(kScheme.size());
  Url url{.host = {}, .port = "80", .path = "/"};
  const auto slash = text.find('/');
  if (slash != std::string_view::npos) url.path = text.substr(slash);
  std::string_view authority = text.substr(0, slash);
  const auto bracket = authority.rfind(']');
  const auto colon = authority.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  if (has_port) {
    url.port = authority.substr(colon + 1);
    authority = authority.substr(0, colon);
  }
  if (bracket != std::string_view::npos && authority.starts_with('[')) {
    authority = authority.substr(1, bracket - 1);
  }
  url.host = authority;
  if (url.host.empty() || url.port.empty()) return std::nullopt;
  return url;
}

CheckResult check_url(const Url& url, std::chrono::milliseconds timeout) {
  const auto deadline = Clock::now() + timeout;
  const Connection connection(url.host, url.port, timeout);
  if (!connection.ok()) return {0, connection.error()};
  const std::string request =
      "GET " + url.path + " HTTP/1.0\r\nHost: " + url.host + "\r\nConnection: close\r\n\r\n";
  if (::send(connection.socket(), request.data(), request.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(request.size())) {
    return {0, std::strerror(errno)};
  }
  const auto line = read_line(connection.socket(), deadline);
  if (!line) return {0, "no answer in " + std::to_string(timeout.count()) + " ms"};
  const int status = status_of(*line);
  return {status, status == 0 ? "no HTTP answer" : ""};
}

}  // namespace devstack::mock

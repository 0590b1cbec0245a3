// HTTP/1.0 by hand: no keep-alive, no chunks, and the end of the connection ends an answer.
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

constexpr std::size_t kLongestAnswer = 16U << 20U;

bool send_all(int socket, std::string_view text, Clock::time_point deadline) {
  while (!text.empty()) {
    if (!wait_for(socket, POLLOUT, deadline)) return false;
    const auto count = ::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
    if (count < 0 && errno != EAGAIN) return false;
    if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool has_first_line(std::string_view text) { return text.find("\r\n") != std::string_view::npos; }

/// Of an answer that says how long it is; others end with the connection.
bool is_whole(std::string_view text) {
  const auto head = text.find("\r\n\r\n");
  if (head == std::string_view::npos) return false;
  for (const std::string_view name : {"\r\nContent-Length: ", "\r\ncontent-length: "}) {
    const auto found = text.substr(0, head).find(name);
    if (found == std::string_view::npos) continue;
    const auto digits = text.substr(found + name.size(), head - found - name.size());
    std::size_t length = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), length);
    return text.size() >= head + 4 + length;
  }
  return false;
}

/// What came until `enough` says so or the server closed; nothing when the time is over first.
std::optional<std::string> receive(int socket, Clock::time_point deadline,
                                   bool (*enough)(std::string_view)) {
  std::string text;
  std::array<char, 4096> bytes;
  while (wait_for(socket, POLLIN, deadline)) {
    const auto count = ::recv(socket, bytes.data(), bytes.size(), 0);
    if (count <= 0) return text;
    text.append(bytes.data(), static_cast<std::size_t>(count));
    if (enough(text) || text.size() > kLongestAnswer) return text;
  }
  return std::nullopt;
}

std::string no_answer(std::chrono::milliseconds timeout) {
  return "no answer in " + std::to_string(timeout.count()) + " ms";
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
  if (!send_all(connection.socket(), request, deadline)) return {0, std::strerror(errno)};
  const auto text = receive(connection.socket(), deadline, has_first_line);
  if (!text || !has_first_line(*text)) return {0, no_answer(timeout)};
  const int status = status_of(*text);
  return {status, status == 0 ? "no HTTP answer" : ""};
}

Answer exchange(const Url& url, std::string_view method, std::string_view body,
                std::chrono::milliseconds timeout) {
  const auto deadline = Clock::now() + timeout;
  const Connection connection(url.host, url.port, timeout);
  if (!connection.ok()) return {0, {}, connection.error()};
  std::string request{method};
  request += " " + url.path + " HTTP/1.0\r\nHost: " + url.host + ":" + url.port +
             "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size());
  if (!body.empty()) request += "\r\nContent-Type: application/json";
  request += "\r\n\r\n";
  request += body;
  if (!send_all(connection.socket(), request, deadline)) return {0, {}, no_answer(timeout)};
  const auto text = receive(connection.socket(), deadline, is_whole);
  if (!text) return {0, {}, no_answer(timeout)};
  const auto head = text->find("\r\n\r\n");
  const int status = status_of(*text);
  if (status == 0 || head == std::string::npos) return {0, {}, "no HTTP answer"};
  return {status, text->substr(head + 4), {}};
}

}  // namespace devstack::mock

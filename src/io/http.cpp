// What of HTTP needs no connection: names, headers, whole bodies.
#include "devstack/io/http.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace devstack::io {

namespace {

bool same_name(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) ==
           std::tolower(static_cast<unsigned char>(b));
  });
}

}  // namespace

std::string Endpoint::to_string() const {
  if (!unix_path.empty()) return "unix://" + unix_path;
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return is_ipv6 ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
}

std::string_view HttpHead::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (same_name(key, name)) return value;
  }
  return {};
}

Task<HttpResponse> fetch(Transport& transport, HttpRequest request, std::size_t max_body_bytes) {
  const auto stream = co_await transport.open(std::move(request));
  HttpResponse response;
  response.head = stream->head();
  for (;;) {
    const std::string piece = co_await stream->read();
    if (piece.empty()) break;
    if (response.body.size() + piece.size() > max_body_bytes) {
      throw TransportError(TransportFailure::kProtocol,
                           fmt::format("the answer is longer than {} bytes", max_body_bytes), true);
    }
    response.body += piece;
  }
  co_return response;
}

std::string url_encode(std::string_view text) {
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool unreserved = std::isalnum(byte) != 0 || c == '-' || c == '.' || c == '_' || c == '~';
    if (unreserved) {
      encoded += c;
    } else {
      encoded += fmt::format("%{:02X}", byte);
    }
  }
  return encoded;
}

}  // namespace devstack::io

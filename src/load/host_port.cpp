#include "load/host_port.hpp"

#include <algorithm>
#include <charconv>

namespace devstack::load {

std::optional<HostPort> parse_host_port(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  const std::string_view digits = text.substr(colon + 1);
  HostPort result;
  const auto [stop, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), result.port);
  if (error != std::errc() || stop != digits.data() + digits.size() || result.port == 0) {
    return std::nullopt;
  }
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return std::nullopt;
  }
  const bool blank = std::any_of(
      host.begin(), host.end(), [](unsigned char c) { return c <= 0x20 || c == 0x7f || c == '/'; });
  if (host.empty() || blank) return std::nullopt;
  result.host = host;
  return result;
}

}  // namespace devstack::load

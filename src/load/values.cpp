#include "load/values.hpp"

#include <arpa/inet.h>

#include <charconv>
#include <string>

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"

namespace devstack::load {
namespace {

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc() || stop != end) return std::nullopt;
  return value;
}

/// Days and weeks rewritten as hours, so that Go's own syntax is left: "1d12h" is "24h12h".
std::optional<std::string> without_days(std::string_view text) {
  std::string result;
  std::size_t number = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c != 'd' && c != 'w') {
      if ((c < '0' || c > '9') && c != '.') {
        result.append(text.substr(number, i + 1 - number));
        number = i + 1;
      }
      continue;
    }
    std::int64_t count = 0;
    const char* end = text.data() + i;
    const auto [stop, error] = std::from_chars(text.data() + number, end, count);
    if (error != std::errc() || stop != end || count > 15'000) return std::nullopt;
    result += std::to_string(count * (c == 'd' ? 24 : 168)) + "h";
    number = i + 1;
  }
  return result.append(text.substr(number));
}

}  // namespace

std::optional<std::chrono::nanoseconds> parse_compose_duration(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const auto plain = without_days(text);
  if (!plain) return std::nullopt;
  const auto duration = parse_duration(*plain);
  if (!duration) return std::nullopt;
  return negative ? -*duration : *duration;
}

std::optional<PortRange> parse_port_range(std::string_view text) {
  const auto dash = text.find('-');
  const auto first = parse_port(text.substr(0, dash));
  std::string_view rest = dash == std::string_view::npos ? text : text.substr(dash + 1);
  // As Compose does: what follows a second dash is not read.
  rest = rest.substr(0, rest.find('-'));
  const auto last = dash == std::string_view::npos ? first : parse_port(rest);
  if (!first || !last || *first > *last) return std::nullopt;
  return PortRange{*first, *last};
}

bool is_ip_address(std::string_view text) {
  const std::string zone_less(text.substr(0, text.find('%')));
  in6_addr buffer{};
  return inet_pton(AF_INET, zone_less.c_str(), &buffer) == 1 ||
         inet_pton(AF_INET6, zone_less.c_str(), &buffer) == 1;
}

}  // namespace devstack::load

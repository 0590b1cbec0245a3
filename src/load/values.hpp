// Small values of the Compose language that are more than a Go type: durations with days and weeks,
// port ranges, addresses.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace devstack::load {

/// Compose's durations: Go's, with "d" (24 h) and "w" (7 d) besides, and a leading '-'.
[[nodiscard]] std::optional<std::chrono::nanoseconds> parse_compose_duration(std::string_view text);

struct PortRange {
  std::uint16_t first = 0;
  std::uint16_t last = 0;

  [[nodiscard]] unsigned size() const { return 1U + last - first; }
};

/// "8080" or "8000-8010"; empty when it is neither, above 65535, or runs backwards.
[[nodiscard]] std::optional<PortRange> parse_port_range(std::string_view text);

/// An IPv4 or IPv6 address, without brackets.
[[nodiscard]] bool is_ip_address(std::string_view text);

}  // namespace devstack::load

// The host's IPv4 routes: address ranges that already lead somewhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace devstack::host {

struct Route {
  std::string subnet;     ///< "10.8.0.0/16"
  std::string interface;  ///< "tun0"
};

/// The text of /proc/net/route: little-endian hexadecimal addresses. Rows that are down or
/// malformed are left out.
[[nodiscard]] std::vector<Route> parse_routes(std::string_view text);

/// Those of this host; empty where the kernel does not tell.
[[nodiscard]] std::vector<Route> read_routes();

}  // namespace devstack::host

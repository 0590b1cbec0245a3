// "db:5432": a name and a port, as checks and mocks take it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace devstack::load {

struct HostPort {
  std::string host;
  std::uint16_t port = 0;
};

/// Empty without a name, or with a port that is none (1 to 65535). "[::1]:80" has the host "::1".
[[nodiscard]] std::optional<HostPort> parse_host_port(std::string_view text);

}  // namespace devstack::load

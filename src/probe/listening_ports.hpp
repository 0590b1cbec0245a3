// Reads a container's socket table (/proc/net/tcp and tcp6, as text).
#pragma once

#include <cstdint>
#include <string_view>

namespace devstack::probe {

/// True if a row of the tables listens on the port, on any address but loopback.
[[nodiscard]] bool is_listening(std::string_view tables, std::uint16_t port);

}  // namespace devstack::probe

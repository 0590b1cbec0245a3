// The kernel's tables of bound sockets (/proc/net/{tcp,tcp6,udp,udp6}), read as data.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace devstack::host {

enum class AddressFamily { kIpv4, kIpv6 };

/// A socket that keeps others from binding its address and port: listening (TCP) or bound and not
/// connected (UDP).
struct BoundSocket {
  AddressFamily family = AddressFamily::kIpv4;
  std::array<unsigned char, 16> address{};  ///< network order; IPv4 uses the first four bytes
  std::uint16_t port = 0;
  std::uint32_t uid = 0;
  std::uint64_t inode = 0;

  [[nodiscard]] bool is_wildcard() const;
  /// "127.0.0.1:80", "[::]:80"
  [[nodiscard]] std::string to_string() const;
};

/// Rows of one table that block a bind; malformed rows are left out.
[[nodiscard]] std::vector<BoundSocket> parse_tcp_table(std::string_view text, AddressFamily family);
[[nodiscard]] std::vector<BoundSocket> parse_udp_table(std::string_view text, AddressFamily family);

/// True if binding `host_ip` (as Docker publishes: "" means both families) at the socket's port
/// would fail. A wildcard IPv6 socket counts for IPv4 as well: it usually takes both.
[[nodiscard]] bool blocks(const BoundSocket& socket, const std::string& host_ip);

}  // namespace devstack::host

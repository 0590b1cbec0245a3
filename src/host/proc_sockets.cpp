// Parsing follows proc(5): addresses are hexadecimal 32-bit words in host byte order.
#include "host/proc_sockets.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include "devstack/base/text.hpp"

namespace devstack::host {
namespace {

constexpr unsigned kTcpListen = 0x0A;
constexpr unsigned kUdpUnconnected = 0x07;

template <class T>
std::optional<T> number(std::string_view text, int base) {
  T value{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, base);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

/// The next blank-separated word of `line`, which loses it.
std::string_view take_word(std::string_view& line) {
  const auto begin = std::min(line.find_first_not_of(" \t"), line.size());
  line.remove_prefix(begin);
  const auto end = std::min(line.find_first_of(" \t"), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(end);
  return word;
}

bool parse_address(std::string_view hex, AddressFamily family,
                   std::array<unsigned char, 16>& address) {
  const std::size_t words = family == AddressFamily::kIpv4 ? 1 : 4;
  if (hex.size() != words * 8) return false;
  for (std::size_t i = 0; i < words; ++i) {
    const auto word = number<std::uint32_t>(hex.substr(i * 8, 8), 16);
    if (!word) return false;
    std::memcpy(address.data() + i * 4, &*word, sizeof *word);
  }
  return true;
}

std::optional<BoundSocket> parse_row(std::string_view line, AddressFamily family,
                                     unsigned wanted_state) {
  take_word(line);  // number of the row
  const std::string_view local = take_word(line);
  take_word(line);  // remote address
  const auto state = number<unsigned>(take_word(line), 16);
  for (int skipped = 0; skipped < 3; ++skipped) take_word(line);  // queues, timer, retransmissions
  const auto uid = number<std::uint32_t>(take_word(line), 10);
  take_word(line);  // timeout
  const auto inode = number<std::uint64_t>(take_word(line), 10);
  const auto colon = local.find(':');
  if (state != wanted_state || !uid || !inode || colon == std::string_view::npos) {
    return std::nullopt;
  }
  const auto port = number<std::uint16_t>(local.substr(colon + 1), 16);
  BoundSocket socket{.family = family, .uid = *uid, .inode = *inode};
  if (!port || !parse_address(local.substr(0, colon), family, socket.address)) return std::nullopt;
  socket.port = *port;
  return socket;
}

std::vector<BoundSocket> parse_table(std::string_view text, AddressFamily family, unsigned state) {
  std::vector<BoundSocket> found;
  for (const std::string_view line : split(text, '\n')) {
    if (auto socket = parse_row(line, family, state)) found.push_back(*socket);
  }
  return found;
}

/// An IPv4 address inside an IPv6 one (::ffff:a.b.c.d), or the socket's own IPv4 address.
std::optional<std::array<unsigned char, 4>> ipv4_of(const BoundSocket& socket) {
  std::array<unsigned char, 4> address{};
  if (socket.family == AddressFamily::kIpv4) {
    std::copy_n(socket.address.begin(), 4, address.begin());
    return address;
  }
  static constexpr std::array<unsigned char, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (!std::equal(kMapped.begin(), kMapped.end(), socket.address.begin())) return std::nullopt;
  std::copy_n(socket.address.begin() + 12, 4, address.begin());
  return address;
}

bool blocks_ipv4(const BoundSocket& socket, const std::array<unsigned char, 4>& wanted) {
  if (socket.is_wildcard()) return true;
  const auto own = ipv4_of(socket);
  static constexpr std::array<unsigned char, 4> kAny{};
  return own && (wanted == kAny || *own == wanted);
}

bool blocks_ipv6(const BoundSocket& socket, const std::array<unsigned char, 16>& wanted) {
  if (socket.family == AddressFamily::kIpv4) return false;
  static constexpr std::array<unsigned char, 16> kAny{};
  return socket.is_wildcard() || wanted == kAny || socket.address == wanted;
}

}  // namespace

bool BoundSocket::is_wildcard() const {
  return std::all_of(address.begin(), address.end(), [](unsigned char byte) { return byte == 0; });
}

std::string BoundSocket::to_string() const {
  std::array<char, INET6_ADDRSTRLEN> text{};
  const bool v4 = family == AddressFamily::kIpv4;
  inet_ntop(v4 ? AF_INET : AF_INET6, address.data(), text.data(), text.size());
  return v4 ? fmt::format("{}:{}", text.data(), port) : fmt::format("[{}]:{}", text.data(), port);
}

std::vector<BoundSocket> parse_tcp_table(std::string_view text, AddressFamily family) {
  return parse_table(text, family, kTcpListen);
}

std::vector<BoundSocket> parse_udp_table(std::string_view text, AddressFamily family) {
  return parse_table(text, family, kUdpUnconnected);
}

bool blocks(const BoundSocket& socket, const std::string& host_ip) {
  if (host_ip.empty()) return true;  // published on all addresses of both families
  std::array<unsigned char, 4> v4{};
  if (inet_pton(AF_INET, host_ip.c_str(), v4.data()) == 1) return blocks_ipv4(socket, v4);
  std::array<unsigned char, 16> v6{};
  const std::string bare = host_ip.front() == '[' && host_ip.back() == ']'
                               ? host_ip.substr(1, host_ip.size() - 2)
                               : host_ip;
  return inet_pton(AF_INET6, bare.c_str(), v6.data()) == 1 && blocks_ipv6(socket, v6);
}

}  // namespace devstack::host

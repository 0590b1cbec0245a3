// Texts and addresses that all kinds of probes share.
#include "probe/attempt.hpp"

#include <fmt/format.h>

#include "devstack/base/text.hpp"

namespace devstack::probe {
namespace {

constexpr std::size_t kResultColumns = 120;

bool is_any_address(const std::string& ip) { return ip.empty() || ip == "0.0.0.0" || ip == "::"; }

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80; }

}  // namespace

std::string short_line(std::string_view text) {
  text = trim(text);
  std::string line(text.substr(0, kResultColumns));
  if (text.size() > kResultColumns) {
    std::size_t end = kResultColumns;
    while (end > 0 && is_continuation(text[end])) --end;
    line.resize(end);
    line += "…";
  }
  for (char& c : line) {
    if (c == '\n' || c == '\r' || c == '\t') c = ' ';
  }
  return line;
}

std::vector<io::Endpoint> ways_to(const ProbeContext& context, const Target& target,
                                  std::uint16_t port) {
  std::vector<io::Endpoint> ways;
  if (context.addresses_reachable && !target.address.empty()) {
    ways.push_back(io::Endpoint{{}, target.address, port});
  }
  for (const engine::PublishedPort& published : target.published) {
    if (published.container_port != port || published.protocol != "tcp" ||
        published.host_port == 0) {
      continue;
    }
    const std::string host = is_any_address(published.host_ip) ? "127.0.0.1" : published.host_ip;
    ways.push_back(io::Endpoint{{}, host, published.host_port});
    break;
  }
  return ways;
}

Finding no_way_to(std::uint16_t port) {
  return {false, fmt::format("port {} is neither reachable from this host nor published", port)};
}

}  // namespace devstack::probe

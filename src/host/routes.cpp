// Reads the kernel's table of IPv4 routes.
#include "devstack/host/routes.hpp"

#include <fmt/format.h>

#include <bit>
#include <charconv>
#include <cstdint>
#include <optional>

#include "devstack/base/text.hpp"
#include "host/file_text.hpp"

namespace devstack::host {
namespace {

constexpr std::uint32_t kUp = 1;

std::optional<std::uint32_t> hexadecimal(std::string_view text) {
  std::uint32_t value = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value, 16);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return value;
}

/// Columns, whatever blanks stand between them.
std::vector<std::string_view> columns_of(std::string_view line) {
  std::vector<std::string_view> columns;
  for (const std::string_view piece : split(line, '\t')) {
    if (const auto text = trim(piece); !text.empty()) columns.push_back(text);
  }
  return columns;
}

std::string address_text(std::uint32_t address) {
  return fmt::format("{}.{}.{}.{}", address & 255U, (address >> 8U) & 255U, (address >> 16U) & 255U,
                     address >> 24U);
}

}  // namespace

std::vector<Route> parse_routes(std::string_view text) {
  std::vector<Route> routes;
  for (const std::string_view line : split(text, '\n')) {
    // Iface Destination Gateway Flags RefCnt Use Metric Mask …
    const auto columns = columns_of(line);
    if (columns.size() < 8) continue;
    const auto destination = hexadecimal(columns[1]);
    const auto flags = hexadecimal(columns[3]);
    const auto mask = hexadecimal(columns[7]);
    if (!destination || !flags || !mask || (*flags & kUp) == 0) continue;
    routes.push_back({fmt::format("{}/{}", address_text(*destination), std::popcount(*mask)),
                      std::string(columns[0])});
  }
  return routes;
}

std::vector<Route> read_routes() { return parse_routes(file_text("/proc/net/route").value_or("")); }

}  // namespace devstack::host

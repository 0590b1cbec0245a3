// The largest unit of which there is at least one.
#include "cli/show/docker_sizes.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace devstack::cli {
namespace {

using Units = std::array<std::string_view, 6>;
constexpr Units kDecimal{"B", "kB", "MB", "GB", "TB", "PB"};
constexpr Units kBinary{"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

std::string with_unit(std::int64_t bytes, double base, const Units& units, int digits) {
  auto size = static_cast<double>(bytes);
  std::size_t unit = 0;
  while (size >= base && unit + 1 < units.size()) {
    size /= base;
    ++unit;
  }
  return fmt::format("{:.{}g}{}", size, digits, units[unit]);
}

}  // namespace

std::string decimal_size(std::int64_t bytes) { return with_unit(bytes, 1000.0, kDecimal, 3); }
std::string binary_size(std::int64_t bytes) { return with_unit(bytes, 1024.0, kBinary, 4); }

}  // namespace devstack::cli

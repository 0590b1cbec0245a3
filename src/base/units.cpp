// Sizes as Docker writes them (go-units, RAMInBytes): always powers of 1024, whatever the suffix
// looks like.
#include "devstack/base/units.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>

#include "devstack/base/text.hpp"

namespace devstack {
namespace {

/// 2^63 as a double: the first value that no longer fits.
constexpr double kTooManyBytes = 9223372036854775808.0;
constexpr std::string_view kPrefixes = "kmgtp";

/// Bytes of a unit in lower case ("", "b", "k", "kb", "kib", …); 0 when there is no such unit.
double unit_bytes(std::string_view unit) {
  if (unit.empty() || unit == "b") return 1;
  const auto power = kPrefixes.find(unit.front());
  const auto rest = unit.substr(1);
  if (power == std::string_view::npos || (!rest.empty() && rest != "b" && rest != "ib")) return 0;
  return std::ldexp(1.0, 10 * (static_cast<int>(power) + 1));
}

}  // namespace

std::optional<std::int64_t> parse_bytes(std::string_view text) {
  double number = 0;
  // from_chars would take a sign and "inf": a size starts with a digit or a point.
  if (text.empty() ||
      std::string_view("0123456789.").find(text.front()) == std::string_view::npos) {
    return std::nullopt;
  }
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.starts_with(' ')) text.remove_prefix(1);
  const double unit = unit_bytes(to_lower(text));
  const double bytes = number * unit;
  if (unit == 0 || !(bytes < kTooManyBytes)) return std::nullopt;
  return static_cast<std::int64_t>(bytes);
}

std::string format_bytes(std::int64_t bytes) {
  static constexpr std::array<std::string_view, 7> kUnits = {"B",   "KiB", "MiB", "GiB",
                                                             "TiB", "PiB", "EiB"};
  double amount = std::fabs(static_cast<double>(bytes));
  std::size_t unit = 0;
  // 1023.95 would be shown as 1024.0: it belongs to the next unit.
  while (amount >= (unit == 0 ? 1024.0 : 1023.95) && unit + 1 < kUnits.size()) {
    amount /= 1024;
    ++unit;
  }
  std::string number = fmt::format("{:.1f}", amount);
  if (number.ends_with(".0")) number.resize(number.size() - 2);
  return fmt::format("{}{} {}", bytes < 0 ? "-" : "", number, kUnits[unit]);
}

}  // namespace devstack

// The durations of units.hpp. The syntax is Go's (package time, ParseDuration and String), because
// Compose files are read and printed by a Go program.
#include <fmt/format.h>

#include <limits>

#include "devstack/base/units.hpp"

namespace devstack {
namespace {

constexpr std::uint64_t kMaxNanoseconds = std::numeric_limits<std::int64_t>::max();
constexpr std::uint64_t kMicro = 1'000;
constexpr std::uint64_t kMilli = 1'000'000;
constexpr std::uint64_t kSecond = 1'000'000'000;
constexpr std::uint64_t kMinute = 60 * kSecond;
constexpr std::uint64_t kHour = 60 * kMinute;
constexpr std::uint64_t kDay = 24 * kHour;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes leading digits off `text`; empty when the number does not fit.
std::optional<std::uint64_t> take_integer(std::string_view& text) {
  std::uint64_t value = 0;
  while (!text.empty() && is_digit(text.front())) {
    const auto digit = static_cast<std::uint64_t>(text.front() - '0');
    if (value > (kMaxNanoseconds - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
    text.remove_prefix(1);
  }
  return value;
}

struct Fraction {
  double digits = 0;
  double scale = 1;

  /// In Go's order: 0.5015 of a second is 501500000, and 501499999 the other way round.
  [[nodiscard]] std::uint64_t of(std::uint64_t unit) const {
    return static_cast<std::uint64_t>(digits * (static_cast<double>(unit) / scale));
  }
};

/// Takes the digits after a point off `text`; those beyond the 18th cannot matter.
Fraction take_fraction(std::string_view& text) {
  Fraction fraction;
  for (int taken = 0; !text.empty() && is_digit(text.front()); ++taken) {
    if (taken < 18) {
      fraction.digits = fraction.digits * 10 + (text.front() - '0');
      fraction.scale *= 10;
    }
    text.remove_prefix(1);
  }
  return fraction;
}

/// Takes a unit off `text`; its nanoseconds, 0 when there is none.
std::uint64_t take_unit(std::string_view& text) {
  struct Unit {
    std::string_view name;
    std::uint64_t nanoseconds;
  };
  // Longer names stand before their prefixes; both Unicode letters for micro are in use.
  static constexpr Unit kUnits[] = {
      {"ns", 1},      {"us", kMicro}, {"\u00B5s", kMicro}, {"\u03BCs", kMicro},
      {"ms", kMilli}, {"s", kSecond}, {"m", kMinute},      {"h", kHour},
  };
  for (const Unit& unit : kUnits) {
    if (!text.starts_with(unit.name)) continue;
    text.remove_prefix(unit.name.size());
    return unit.nanoseconds;
  }
  return 0;
}

/// Takes one "1.5h" off `text`; empty on a syntax error or overflow.
std::optional<std::uint64_t> take_component(std::string_view& text) {
  const std::size_t size_before = text.size();
  const auto whole = take_integer(text);
  if (!whole) return std::nullopt;
  bool has_digits = text.size() != size_before;
  Fraction fraction;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    has_digits = has_digits || (!text.empty() && is_digit(text.front()));
    fraction = take_fraction(text);
  }
  const std::uint64_t unit = has_digits ? take_unit(text) : 0;
  if (unit == 0 || *whole > kMaxNanoseconds / unit) return std::nullopt;
  const std::uint64_t rest = fraction.of(unit);
  if (rest > kMaxNanoseconds - *whole * unit) return std::nullopt;
  return *whole * unit + rest;
}

/// `count` in units of `unit` nanoseconds with as many decimals as needed: "1.5", "90".
std::string decimal(std::uint64_t count, std::uint64_t unit) {
  std::string text = std::to_string(count / unit);
  std::uint64_t rest = count % unit;
  if (rest == 0) return text;
  text += '.';
  for (std::uint64_t scale = unit / 10; rest != 0; scale /= 10) {
    text += static_cast<char>('0' + rest / scale);
    rest %= scale;
  }
  return text;
}

/// Absolute value; the least value has no positive counterpart in the signed type.
std::uint64_t magnitude(std::chrono::nanoseconds duration) {
  const auto bits = static_cast<std::uint64_t>(duration.count());
  return duration.count() < 0 ? ~bits + 1 : bits;
}

std::string go_form(std::uint64_t count) {
  if (count == 0) return "0s";
  if (count < kMicro) return fmt::format("{}ns", count);
  if (count < kMilli) return decimal(count, kMicro) + "\u00B5s";
  if (count < kSecond) return decimal(count, kMilli) + "ms";
  const std::string seconds = decimal(count % kMinute, kSecond) + "s";
  if (count < kMinute) return seconds;
  const std::uint64_t minutes = count % kHour / kMinute;
  if (count < kHour) return fmt::format("{}m{}", minutes, seconds);
  return fmt::format("{}h{}m{}", count / kHour, minutes, seconds);
}

std::string screen_form(std::uint64_t count) {
  const std::uint64_t milliseconds = (count + kMilli / 2) / kMilli;
  if (milliseconds < 100) return fmt::format("{}ms", milliseconds);
  const std::uint64_t tenths = (milliseconds + 50) / 100;
  if (tenths < 600) return fmt::format("{}.{}s", tenths / 10, tenths % 10);
  const std::uint64_t rounded = (count + kSecond / 2) / kSecond * kSecond;
  if (rounded < kHour)
    return fmt::format("{}m {}s", rounded / kMinute, rounded % kMinute / kSecond);
  if (rounded < kDay) return fmt::format("{}h {}m", rounded / kHour, rounded % kHour / kMinute);
  return fmt::format("{}d {}h", rounded / kDay, rounded % kDay / kHour);
}

}  // namespace

std::optional<std::chrono::nanoseconds> parse_duration(std::string_view text) {
  if (text == "0") return std::chrono::nanoseconds{0};
  if (text.empty()) return std::nullopt;
  std::uint64_t total = 0;
  while (!text.empty()) {
    const auto component = take_component(text);
    if (!component || *component > kMaxNanoseconds - total) return std::nullopt;
    total += *component;
  }
  return std::chrono::nanoseconds{static_cast<std::int64_t>(total)};
}

std::string format_go_duration(std::chrono::nanoseconds duration) {
  return (duration.count() < 0 ? "-" : "") + go_form(magnitude(duration));
}

std::string format_duration(std::chrono::nanoseconds duration) {
  return (duration.count() < 0 ? "-" : "") + screen_form(magnitude(duration));
}

}  // namespace devstack

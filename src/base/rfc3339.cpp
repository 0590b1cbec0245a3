// Timestamps as the engine writes them (Go's RFC3339Nano), for comparing and for showing.
#include <fmt/format.h>

#include <charconv>
#include <limits>

#include "devstack/base/units.hpp"

namespace devstack {
namespace {

using std::chrono::nanoseconds;
using std::chrono::system_clock;

/// Takes exactly `count` digits off `text`; -1 when they are not there.
int take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return -1;
  int value = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::chrono::sys_days> take_date(std::string_view& text) {
  const int year = take_digits(text, 4);
  if (year < 0 || !take(text, "-")) return std::nullopt;
  const int month = take_digits(text, 2);
  if (month < 0 || !take(text, "-")) return std::nullopt;
  const int day = take_digits(text, 2);
  if (day < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date};
}

std::optional<std::chrono::seconds> take_time_of_day(std::string_view& text) {
  const int hour = take_digits(text, 2);
  if (hour < 0 || hour > 23 || !take(text, ":")) return std::nullopt;
  const int minute = take_digits(text, 2);
  if (minute < 0 || minute > 59 || !take(text, ":")) return std::nullopt;
  const int second = take_digits(text, 2);
  if (second < 0 || second > 59) return std::nullopt;
  return std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second};
}

/// An absent fraction is zero; digits beyond nanoseconds are dropped.
std::optional<nanoseconds> take_fraction(std::string_view& text) {
  if (!take(text, ".")) return nanoseconds{0};
  nanoseconds value{0};
  nanoseconds digit_value{100'000'000};
  bool any = false;
  for (int digit = take_digits(text, 1); digit >= 0; digit = take_digits(text, 1)) {
    value += digit * digit_value;
    digit_value /= 10;
    any = true;
  }
  return any ? std::optional(value) : std::nullopt;
}

std::optional<std::chrono::minutes> take_zone(std::string_view& text) {
  if (take(text, "Zz")) return std::chrono::minutes{0};
  const bool west = text.starts_with('-');
  if (!take(text, "+-")) return std::nullopt;
  const int hours = take_digits(text, 2);
  if (hours < 0 || hours > 23 || !take(text, ":")) return std::nullopt;
  const int minutes = take_digits(text, 2);
  if (minutes < 0 || minutes > 59) return std::nullopt;
  const auto offset = std::chrono::hours{hours} + std::chrono::minutes{minutes};
  return west ? -offset : offset;
}

/// Whether nanoseconds since 1970 in 64 bits can hold it, with a day to spare (1677 to 2262).
bool is_representable(std::chrono::sys_days day) {
  constexpr auto kLimit =
      std::chrono::floor<std::chrono::days>(nanoseconds{std::numeric_limits<std::int64_t>::max()});
  const auto since_epoch = day.time_since_epoch();
  return since_epoch < kLimit - std::chrono::days{1} && since_epoch > std::chrono::days{1} - kLimit;
}

}  // namespace

std::optional<system_clock::time_point> parse_rfc3339(std::string_view text) {
  const auto day = take_date(text);
  if (!day || !is_representable(*day) || !take(text, "Tt ")) return std::nullopt;
  const auto time = take_time_of_day(text);
  if (!time) return std::nullopt;
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  const auto zone = take_zone(text);
  if (!zone || !text.empty()) return std::nullopt;
  return std::chrono::time_point_cast<system_clock::duration>(*day + *time + *fraction - *zone);
}

std::string format_rfc3339(system_clock::time_point time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{std::chrono::duration_cast<nanoseconds>(time - day)};
  std::string text =
      fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  clock.hours().count(), clock.minutes().count(), clock.seconds().count());
  if (const auto rest = clock.subseconds().count(); rest != 0) {
    text += fmt::format(".{:09}", rest);
    text.resize(text.find_last_not_of('0') + 1);
  }
  return text + "Z";
}

std::string format_unix_seconds(nanoseconds since_1970) {
  constexpr std::int64_t kPerSecond = 1'000'000'000;
  return fmt::format("{}.{:09}", since_1970.count() / kPerSecond, since_1970.count() % kPerSecond);
}

std::optional<nanoseconds> parse_engine_time(std::string_view text) {
  if (const auto time = parse_rfc3339(text)) return time->time_since_epoch();
  double seconds = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, seconds);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return std::chrono::duration_cast<nanoseconds>(std::chrono::duration<double>(seconds));
}

std::string format_age(std::string_view time, system_clock::time_point now) {
  const auto begun = parse_rfc3339(time);
  return begun && *begun <= now ? format_duration(now - *begun) : "";
}

}  // namespace devstack

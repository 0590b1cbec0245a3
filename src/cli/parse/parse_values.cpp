// Parsing of option values, with messages that name the option.
#include "cli/parse/parse_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"

namespace devstack::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;
using std::chrono::seconds;

constexpr int kMostReplicas = 1000;
constexpr int kMostSeconds = 30 * 24 * 3600;

std::optional<int> parse_int(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

nanoseconds parse_time_span(const std::string& option, const std::string& text) {
  if (const auto number = parse_int(text); number && *number >= 0 && *number <= kMostSeconds) {
    return seconds(*number);
  }
  if (const auto duration = parse_duration(text); duration && *duration <= seconds(kMostSeconds)) {
    return *duration;
  }
  throw UsageError(fmt::format("{} takes a duration, not \"{}\"", option, text),
                   "seconds, or a duration such as 90s or 1m30s");
}

}  // namespace

seconds parse_seconds(const std::string& option, const std::string& text) {
  return std::chrono::ceil<seconds>(parse_time_span(option, text));
}

std::pair<std::string, std::string> parse_use(const std::string& option, const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
    throw UsageError(fmt::format("{} takes ROLE=CHOICE, not \"{}\"", option, text),
                     "devstack substitutions lists both");
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

int parse_port_offset(const std::string& option, const std::string& text) {
  constexpr int kMost = 65535;
  const auto number = parse_int(text);
  if (!number || *number < -kMost || *number > kMost) {
    throw UsageError(fmt::format("{} takes a distance between ports, not \"{}\"", option, text),
                     "a whole number below 65536");
  }
  return *number;
}

milliseconds parse_milliseconds(const std::string& option, const std::string& text) {
  return std::chrono::ceil<milliseconds>(parse_time_span(option, text));
}

std::int64_t parse_memory(const std::string& option, const std::string& text) {
  const auto bytes = devstack::parse_bytes(text);
  if (bytes && *bytes > 0) return *bytes;
  throw UsageError(fmt::format("{}: \"{}\" is no amount of memory", option, text),
                   "write 512m, 1g, or bytes");
}

int parse_signal(const std::string& option, const std::string& text) {
  const std::string_view name =
      text.starts_with("SIG") ? std::string_view(text).substr(3) : std::string_view(text);
  constexpr int kMost = 64;
  for (int number = 1; number <= kMost; ++number) {
    const char* known = ::sigabbrev_np(number);
    if (known != nullptr && name == known) return number;
  }
  if (const auto number = parse_int(text); number && *number > 0 && *number <= kMost) {
    return *number;
  }
  throw UsageError(fmt::format("{} takes a signal, not \"{}\"", option, text),
                   "for instance SIGTERM, HUP or 9");
}

std::map<std::string, int> parse_scale(const std::vector<std::string>& pairs) {
  std::map<std::string, int> scale;
  for (const auto& pair : pairs) {
    const auto equals = pair.find('=');
    const auto number =
        equals == std::string::npos ? std::nullopt : parse_int(pair.substr(equals + 1));
    if (equals == 0 || !number || *number < 0 || *number > kMostReplicas) {
      throw UsageError(fmt::format("--scale takes SERVICE=NUMBER, not \"{}\"", pair),
                       "for instance --scale web=3");
    }
    scale[pair.substr(0, equals)] = *number;
  }
  return scale;
}

std::string parse_log_time(const std::string& option, const std::string& text,
                           std::chrono::system_clock::time_point now) {
  if (text.empty()) return {};
  if (parse_rfc3339(text)) return text;
  const bool is_number = std::all_of(text.begin(), text.end(),
                                     [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
  if (is_number) return text;
  if (const auto back = parse_duration(text)) {
    const auto then = now - std::chrono::duration_cast<std::chrono::system_clock::duration>(*back);
    return format_unix_seconds(then.time_since_epoch());
  }
  // A date alone, or a time without zone: midnight and UTC are meant.
  for (const auto* suffix : {"Z", ":00Z", "T00:00:00Z"}) {
    if (parse_rfc3339(text + suffix)) return text + suffix;
  }
  throw UsageError(fmt::format("{} takes a time or a duration, not \"{}\"", option, text),
                   "for instance 10m, 2026-11-21T03:04:05Z or 2026-11-21");
}

}  // namespace devstack::cli

#include "cli/logs/log_filter.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "devstack/base/text.hpp"
#include "devstack/base/value.hpp"

namespace devstack::cli {
namespace {

using Named = std::pair<std::string_view, LogLevel>;
constexpr std::array<Named, 21> kLevels{{
    {"trace", LogLevel::kDebug},  {"debug", LogLevel::kDebug},    {"dbg", LogLevel::kDebug},
    {"info", LogLevel::kInfo},    {"inf", LogLevel::kInfo},       {"notice", LogLevel::kInfo},
    {"log", LogLevel::kInfo},     {"warn", LogLevel::kWarn},      {"warning", LogLevel::kWarn},
    {"wrn", LogLevel::kWarn},     {"error", LogLevel::kError},    {"err", LogLevel::kError},
    {"severe", LogLevel::kError}, {"failed", LogLevel::kError},   {"exception", LogLevel::kError},
    {"fatal", LogLevel::kFatal},  {"critical", LogLevel::kFatal}, {"crit", LogLevel::kFatal},
    {"panic", LogLevel::kFatal},  {"emerg", LogLevel::kFatal},    {"alert", LogLevel::kFatal},
}};
constexpr std::array<std::string_view, 8> kErrorWords{"error", "failed", "failure",   "exception",
                                                      "fatal", "panic",  "traceback", "segfault"};
constexpr std::array<std::string_view, 4> kLevelMembers{"level", "severity", "lvl", "levelname"};
/// A level further in is part of what is said.
constexpr std::size_t kHeadBytes = 80;

std::optional<Value> json_of(std::string_view line) {
  line = trim(line);
  if (!line.starts_with('{') || !line.ends_with('}')) return std::nullopt;
  auto value = parse_json(line);
  return value && value->is_object() ? value : std::nullopt;
}

/// pino and bunyan: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal.
LogLevel level_of_number(std::int64_t number) {
  if (number >= 60) return LogLevel::kFatal;
  if (number >= 50) return LogLevel::kError;
  if (number >= 40) return LogLevel::kWarn;
  return number >= 30 ? LogLevel::kInfo : LogLevel::kDebug;
}

std::optional<LogLevel> level_of_json(const Value& line) {
  for (const auto name : kLevelMembers) {
    const Value& member = line[name];
    if (member.is_integer()) return level_of_number(member.as_int());
    if (member.is_string()) return parse_level(member.as_string());
  }
  return std::nullopt;
}

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

std::optional<LogLevel> level_of_words(std::string_view text) {
  text = text.substr(0, kHeadBytes);
  while (!text.empty()) {
    const auto begin = std::find_if(text.begin(), text.end(), is_letter);
    text.remove_prefix(static_cast<std::size_t>(begin - text.begin()));
    const auto end = std::find_if_not(text.begin(), text.end(), is_letter);
    const auto word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    if (const auto level = parse_level(word)) return level;
    text.remove_prefix(word.size());
  }
  return std::nullopt;
}

bool tells_of_an_error(std::string_view line) {
  const auto level = level_of(line);
  if (level && *level >= LogLevel::kError) return true;
  const std::string lower = to_lower(line);
  return std::any_of(kErrorWords.begin(), kErrorWords.end(), [&lower](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

}  // namespace

std::optional<LogLevel> parse_level(std::string_view word) {
  const std::string lower = to_lower(word);
  const auto found = std::find_if(kLevels.begin(), kLevels.end(),
                                  [&lower](const Named& one) { return one.first == lower; });
  if (found == kLevels.end()) return std::nullopt;
  return found->second;
}

std::optional<LogLevel> level_of(std::string_view line) {
  if (const auto json = json_of(line)) return level_of_json(*json);
  constexpr std::string_view kLogfmt = "level=";
  const auto at = line.find(kLogfmt);
  if (at != std::string_view::npos) {
    if (const auto level = level_of_words(line.substr(at + kLogfmt.size()))) return level;
  }
  return level_of_words(line);
}

bool passes(const LogFilter& filter, std::string_view line) {
  if (filter.errors && !tells_of_an_error(line)) return false;
  if (!filter.level) return true;
  const auto level = level_of(line);
  return level && *level >= *filter.level;
}

std::string shown_part(const LogFilter& filter, std::string_view line) {
  if (filter.fields.empty()) return std::string(line);
  const auto json = json_of(line);
  if (!json) return std::string(line);
  std::vector<std::string> values;
  for (const auto& name : filter.fields) {
    const Value& member = (*json)[name];
    if (member.is_null()) continue;
    values.push_back(member.is_string() ? member.as_string() : to_json(member));
  }
  return join(values, " ");
}

std::string ndjson_line(const std::string& name, std::string_view line, std::string_view time) {
  Value entry = Value::object();
  entry.set("service", name);
  if (!time.empty()) entry.set("time", time);
  entry.set("line", line);
  if (auto json = json_of(line)) entry.set("json", std::move(*json));
  return to_json(entry) + "\n";
}

}  // namespace devstack::cli

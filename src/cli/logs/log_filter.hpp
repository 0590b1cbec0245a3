// Which log lines are shown, and how much of them: by level, by words, by members of JSON lines.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devstack::cli {

enum class LogLevel { kDebug, kInfo, kWarn, kError, kFatal };
/// "warn", "WARNING", "err", "panic" and others that loggers write; empty for other words.
[[nodiscard]] std::optional<LogLevel> parse_level(std::string_view word);

/// The level that a line tells of itself: the member `level` (or `severity`, `lvl`) of a JSON line,
/// pino's numbers among them; level=… of a logfmt line; else the first word near the beginning that
/// is one.
[[nodiscard]] std::optional<LogLevel> level_of(std::string_view line);

struct LogFilter {
  bool errors = false;              ///< only lines that tell of errors, whatever their form
  std::optional<LogLevel> level;    ///< only lines of this level and worse
  std::vector<std::string> fields;  ///< of JSON lines only these members
};

[[nodiscard]] bool passes(const LogFilter& filter, std::string_view line);
/// The line, or the values of its members that are asked for, with blanks between.
[[nodiscard]] std::string shown_part(const LogFilter& filter, std::string_view line);

/// {"service": …, "line": …}, with "time" where it is known, and with a JSON line its members as
/// "json"; ends with a newline.
[[nodiscard]] std::string ndjson_line(const std::string& name, std::string_view line,
                                      std::string_view time = {});

}  // namespace devstack::cli

// Pieces of log streams turned into whole lines with a prefix.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <regex>
#include <string>
#include <string_view>

#include "cli/logs/log_filter.hpp"
#include "devstack/engine/client.hpp"

namespace devstack::cli {

/// Puts the lines of one container together; the two streams are kept apart, so that a half line of
/// one never gets into the other. A line longer than the limit is passed on in parts.
class LineJoiner {
 public:
  static constexpr std::size_t kLongestLine = std::size_t{256} << 10;
  using Sink = std::function<void(engine::LogStream, std::string_view line)>;

  explicit LineJoiner(Sink sink) : sink_(std::move(sink)) {}
  void feed(engine::LogStream stream, std::string_view piece);
  /// What came without an end of line.
  void finish();

 private:
  void add(engine::LogStream stream, std::string& rest, std::string_view piece);

  Sink sink_;
  std::string out_, err_;
};

/// How lines are shown.
struct LogStyle {
  std::size_t prefix_width = 0;  ///< 0: no prefix
  bool color = false;
  bool terminal = false;  ///< control characters other than colours are made visible
  std::optional<std::regex> grep;
  LogFilter filter;
  bool ndjson = false;  ///< one object a line instead of a prefix
};

/// "api  | text\n"; empty when the line does not match. `color_index` chooses the prefix's colour,
/// `time` stands before the text.
[[nodiscard]] std::string format_log_line(const LogStyle& style, const std::string& name,
                                          std::size_t color_index, std::string_view line,
                                          std::string_view time = {});

/// Keeps colours (SGR sequences), makes every other control sequence visible.
[[nodiscard]] std::string safe_with_colors(std::string_view line);

}  // namespace devstack::cli

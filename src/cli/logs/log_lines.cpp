// Lines out of pieces, and the look of a line.
#include "cli/logs/log_lines.hpp"

#include <algorithm>
#include <array>

#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

constexpr std::array<std::string_view, 6> kColors{"\x1b[36m", "\x1b[33m", "\x1b[32m",
                                                  "\x1b[35m", "\x1b[34m", "\x1b[96m"};
constexpr std::string_view kResetColor = "\x1b[0m";

/// Length of an SGR sequence ("\x1b[1;31m") at the start of the text; 0 if there is none.
std::size_t color_sequence(std::string_view text) {
  if (!text.starts_with("\x1b[")) return 0;
  for (std::size_t i = 2; i < text.size(); ++i) {
    if (text[i] == 'm') return i + 1;
    if ((text[i] < '0' || text[i] > '9') && text[i] != ';' && text[i] != ':') return 0;
  }
  return 0;
}

}  // namespace

void LineJoiner::feed(engine::LogStream stream, std::string_view piece) {
  add(stream, stream == engine::LogStream::kStdout ? out_ : err_, piece);
}

void LineJoiner::add(engine::LogStream stream, std::string& rest, std::string_view piece) {
  for (auto end = piece.find('\n'); end != std::string_view::npos; end = piece.find('\n')) {
    auto line = piece.substr(0, end);
    piece.remove_prefix(end + 1);
    if (!rest.empty()) {
      rest += line;
      line = rest;
    }
    if (line.ends_with('\r')) line.remove_suffix(1);
    sink_(stream, line);
    rest.clear();
  }
  rest += piece;
  if (rest.size() < kLongestLine) return;
  sink_(stream, rest);
  rest.clear();
}

void LineJoiner::finish() {
  if (!out_.empty()) sink_(engine::LogStream::kStdout, out_);
  if (!err_.empty()) sink_(engine::LogStream::kStderr, err_);
  out_.clear();
  err_.clear();
}

std::string safe_with_colors(std::string_view line) {
  std::string out;
  bool colored = false;
  while (!line.empty()) {
    const auto escape = line.find('\x1b');
    out += terminal_safe(line.substr(0, escape));
    if (escape == std::string_view::npos) break;
    line.remove_prefix(escape);
    const std::size_t length = color_sequence(line);
    out += length != 0 ? std::string(line.substr(0, length)) : terminal_safe(line.substr(0, 1));
    colored = colored || length != 0;
    line.remove_prefix(std::max<std::size_t>(length, 1));
  }
  if (colored) out += kResetColor;
  return out;
}

std::string format_log_line(const LogStyle& style, const std::string& name, std::size_t color_index,
                            std::string_view line, std::string_view time) {
  if (style.grep && !std::regex_search(line.begin(), line.end(), *style.grep)) return {};
  if (!passes(style.filter, line)) return {};
  const std::string part = shown_part(style.filter, line);
  if (style.ndjson) return ndjson_line(name, part, time);
  std::string out;
  if (style.prefix_width != 0) {
    const std::string prefix = pad_right(name, style.prefix_width) + " | ";
    out = style.color ? std::string(kColors[color_index % kColors.size()]) + prefix +
                            std::string(kResetColor)
                      : prefix;
  }
  if (!time.empty()) out.append(time) += ' ';
  out += style.terminal ? safe_with_colors(part) : part;
  out += '\n';
  return out;
}

}  // namespace devstack::cli

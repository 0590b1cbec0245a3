// The part of text.hpp that concerns terminals: what may reach one, and how wide it is there.
#include <fmt/format.h>

#include <iterator>

#include "base/utf8.hpp"
#include "devstack/base/text.hpp"

namespace devstack {
namespace {

/// Controls, and what reorders or breaks the line that it stands in (Unicode TR 36).
bool is_dangerous(char32_t c) {
  if (c == U'\n' || c == U'\t') return false;
  const bool control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
  const bool bidirectional = c == 0x061C || c == 0x200E || c == 0x200F ||
                             (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  const bool line_break = c == 0x2028 || c == 0x2029;
  return control || bidirectional || line_break;
}

/// An invalid byte counts as one column: it is shown as one replacement character.
std::size_t columns_of(const utf8::CodePoint& point) {
  return point.valid ? utf8::columns(point.value) : 1;
}

}  // namespace

std::string terminal_safe(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto point = utf8::decode(text);
    if (point.valid && !is_dangerous(point.value)) {
      out += text.substr(0, point.length);
    } else if (!point.valid || point.value < 0x80) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", std::uint32_t{point.value});
    } else {
      fmt::format_to(std::back_inserter(out), "\\u{{{:04X}}}", std::uint32_t{point.value});
    }
    text.remove_prefix(point.length);
  }
  return out;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const auto point = utf8::decode(text);
    width += columns_of(point);
    text.remove_prefix(point.length);
  }
  return width;
}

std::string truncate_to_width(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  if (columns == 0) return {};
  std::size_t width = 0;
  std::size_t kept = 0;
  while (kept < text.size()) {
    const auto point = utf8::decode(text.substr(kept));
    width += columns_of(point);
    if (width > columns - 1) break;
    kept += point.length;
  }
  return std::string(text.substr(0, kept)) + "…";
}

std::string pad_right(std::string_view text, std::size_t columns) {
  std::string out(text);
  const std::size_t width = display_width(text);
  if (width < columns) out.append(columns - width, ' ');
  return out;
}

bool is_valid_utf8(std::string_view text) {
  while (!text.empty()) {
    const auto point = utf8::decode(text);
    if (!point.valid) return false;
    text.remove_prefix(point.length);
  }
  return true;
}

}  // namespace devstack

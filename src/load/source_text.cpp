// Refuses bytes that are no text before a parser sees them; places for messages.
#include "load/source_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <utility>

#include "devstack/base/text.hpp"

namespace devstack::load {

namespace {

/// Length of the valid UTF-8 sequence at `at`; 0 if there is none.
std::size_t sequence_length(std::string_view text, std::size_t at) {
  for (std::size_t length = 1; length <= 4 && at + length <= text.size(); ++length) {
    if (is_valid_utf8(text.substr(at, length))) return length;
  }
  return 0;
}

/// First byte that is not part of valid UTF-8. Only called when there is one.
std::size_t first_invalid(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = sequence_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return at;
}

/// Every other byte of the first two characters is NUL.
bool alternates_with_nul(std::string_view text) {
  if (text.size() < 4) return false;
  const bool first = text[0] == '\0';
  const bool second = text[1] == '\0';
  return first != second && first == (text[2] == '\0') && second == (text[3] == '\0');
}

/// A byte order mark of UTF-16 or 32, or letters of ASCII in UTF-16.
bool looks_like_utf16(std::string_view text) {
  using namespace std::string_view_literals;
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
         text.starts_with("\0\0\xFE\xFF"sv) || alternates_with_nul(text);
}

bool is_forbidden_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

}  // namespace

SourceFilePtr make_source(std::string path, std::string text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  auto file = std::make_shared<SourceFile>();
  file->path = std::move(path);
  file->text = std::move(text);
  return file;
}

bool check_text(const SourceFilePtr& file, Diagnostics& diagnostics) {
  const std::string& text = file->text;
  if (text.size() > kMaxFileBytes) {
    diagnostics.error("DS1107", span_at(file, 0, 1),
                      fmt::format("the file has more than {} bytes", kMaxFileBytes),
                      "split it into several files");
    return false;
  }
  if (looks_like_utf16(text)) {
    diagnostics.error("DS1108", span_at(file, 0, 1), "the file is in UTF-16, not in UTF-8",
                      "save the file in UTF-8");
    return false;
  }
  if (!is_valid_utf8(text)) {
    const std::size_t at = first_invalid(text);
    diagnostics.error(
        "DS1108", span_at(file, at, 1),
        fmt::format("byte 0x{:02X} is not valid UTF-8", static_cast<unsigned char>(text[at])),
        "save the file in UTF-8");
    return false;
  }
  const auto control = std::find_if(text.begin(), text.end(), is_forbidden_control);
  if (control != text.end()) {
    diagnostics.error("DS1108", span_at(file, static_cast<std::size_t>(control - text.begin()), 1),
                      fmt::format("control character 0x{:02X} is not allowed",
                                  static_cast<unsigned char>(*control)),
                      "in a double-quoted string, write it as an escape such as \"\\x1B\"");
    return false;
  }
  return true;
}

std::size_t offset_of(const SourceSpan& span) {
  const std::string& text = span.file->text;
  std::size_t begin = 0;
  for (std::uint32_t line = 1; line < span.line; ++line) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string::npos) return text.size();
    begin = end + 1;
  }
  return std::min(text.size(), begin + (span.column == 0 ? 0 : span.column - 1));
}

SourceSpan span_at(const SourceFilePtr& file, std::size_t offset, std::size_t length) {
  const std::string_view text = file->text;
  const std::string_view before = text.substr(0, offset);
  const std::size_t last_break = before.rfind('\n');
  const std::size_t begin = last_break == std::string_view::npos ? 0 : last_break + 1;
  std::size_t line_end = text.find('\n', offset);
  if (line_end == std::string_view::npos) line_end = text.size();
  SourceSpan span;
  span.file = file;
  span.line = static_cast<std::uint32_t>(1 + std::count(before.begin(), before.end(), '\n'));
  span.column = static_cast<std::uint32_t>(1 + offset - begin);
  span.length = static_cast<std::uint32_t>(
      std::max<std::size_t>(1, std::min(length, line_end - std::min(line_end, offset))));
  return span;
}

SourceSpan span_inside(const SourceSpan& scalar, std::string_view value, std::size_t offset,
                       std::size_t length) {
  // Looking for the place takes the square of the length; who could find it by eye?
  constexpr std::size_t kLongest = 16 * 1024;
  if (!scalar.known() || value.size() > kLongest) return scalar;
  const std::string_view line_part = value.substr(offset, length);
  const std::string_view wanted = line_part.substr(0, line_part.find('\n'));
  const std::string_view text = scalar.file->text;
  if (wanted.empty()) return scalar;
  std::size_t at = text.find(wanted, offset_of(scalar));
  // The same text may occur in the value before the part that is meant.
  for (std::size_t seen = value.find(wanted); seen < offset; seen = value.find(wanted, seen + 1)) {
    if (at == std::string_view::npos) return scalar;
    at = text.find(wanted, at + 1);
  }
  return at == std::string_view::npos ? scalar : span_at(scalar.file, at, wanted.size());
}

}  // namespace devstack::load

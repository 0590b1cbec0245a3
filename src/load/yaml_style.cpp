#include "load/yaml_style.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "load/yaml_scalar.hpp"

namespace devstack::load {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t leading_digits(std::string_view text) {
  return std::min(text.find_first_not_of("0123456789"), text.size());
}

/// YAML 1.1 would read "12:30:45" as a number in base 60. By hand: a regular expression of the
/// library needs stack for each byte of the text.
bool is_base_60(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || !is_digit(text.front())) return false;
  text.remove_prefix(std::min(text.find_first_not_of("0123456789_"), text.size()));
  if (!text.starts_with(':')) return false;
  while (text.starts_with(':')) {
    text.remove_prefix(1);
    const std::size_t digits = leading_digits(text);
    if (digits == 0 || digits > 2 || (digits == 2 && text.front() > '5')) return false;
    text.remove_prefix(digits);
  }
  return text.empty() || (text.front() == '.' &&
                          text.find_first_not_of("0123456789_", 1) == std::string_view::npos);
}

bool is_old_boolean(std::string_view text) {
  constexpr std::array<std::string_view, 16> kWords{"y",  "Y",   "yes", "Yes", "YES", "on",
                                                    "On", "ON",  "n",   "N",   "no",  "No",
                                                    "NO", "off", "Off", "OFF"};
  return std::find(kWords.begin(), kWords.end(), text) != kWords.end();
}

/// "2020-01-01", also with a time.
bool is_timestamp(std::string_view text) {
  if (leading_digits(text) != 4) return false;
  text.remove_prefix(4);
  for (int part = 0; part < 2; ++part) {
    if (!text.starts_with('-')) return false;
    text.remove_prefix(1);
    const std::size_t digits = leading_digits(text);
    if (digits == 0 || digits > 2) return false;
    text.remove_prefix(digits);
  }
  return text.empty() ||
         (std::string_view("Tt ").find(text.front()) != std::string_view::npos &&
          text.find_first_not_of("0123456789 :.+-TtZz", 1) == std::string_view::npos);
}

bool reads_as_other_type(std::string_view text) {
  // Nothing but text begins with another character.
  constexpr std::string_view kBegins = "0123456789+-.~nNtTfFyYoO";
  if (text.empty() || kBegins.find(text.front()) == std::string_view::npos) return text.empty();
  Node node;
  node.kind = Node::Kind::kString;
  node.text = std::string(text);
  resolve_plain_scalar(node);
  return !node.is_string() || is_old_boolean(text) || is_base_60(text) || is_timestamp(text);
}

struct CodePoint {
  char32_t value = 0;
  std::size_t size = 1;
};

bool starts_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

/// Of valid UTF-8.
CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  const std::size_t size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  char32_t value = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size && at + i < text.size(); ++i) {
    value = (value << 6U) | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  return {value, std::min(size, text.size() - at)};
}

/// To go-yaml, nothing beyond 16 bits is.
bool is_printable(char32_t c) {
  return c == '\n' || (c >= 0x20 && c <= 0x7E) || (c >= 0xA0 && c <= 0xD7FF) ||
         (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF);
}

/// A line or paragraph separator is a line's end to a parser of YAML 1.1. Compose writes it as it
/// stands, and the text reads as another one.
bool needs_escape(char32_t c) { return !is_printable(c) || c == 0x2028 || c == 0x2029; }

/// What the text has that a style may not carry.
struct Findings {
  bool indicator = false;  ///< reads as YAML syntax when plain
  bool special = false;    ///< needs escapes
  bool tab = false;
  bool outer_blank = false;  ///< begins or ends with a blank
  bool trailing_space = false;
  bool line_break = false;
  bool space_break = false;  ///< a blank before a line break
};

bool is_start_indicator(std::string_view text) {
  const char first = text.front();
  const bool blank_follows =
      text.size() == 1 || text[1] == ' ' || text[1] == '\t' || text[1] == '\n';
  if (text.starts_with("---") || text.starts_with("...")) return true;
  if (std::string_view("#,[]{}&*!|>'\"%@`").find(first) != std::string_view::npos) return true;
  return blank_follows && (first == '?' || first == ':' || first == '-');
}

Findings look_at(std::string_view text) {
  Findings found;
  found.indicator = is_start_indicator(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool last = i + 1 == text.size();
    const auto byte = static_cast<unsigned char>(c);
    if (c == ':' && i != 0 && (last || text[i + 1] == ' ' || text[i + 1] == '\n')) {
      found.indicator = true;
    }
    if (c == '#' && i != 0 && (text[i - 1] == ' ' || text[i - 1] == '\n' || text[i - 1] == '\t')) {
      found.indicator = true;
    }
    if (c == '\t') found.tab = true;
    if (byte < 0x80 ? !is_printable(byte) && c != '\t' : starts_code_point(c)) {
      found.special = found.special || needs_escape(code_point_at(text, i).value);
    }
    if (c == '\n') {
      found.line_break = true;
      if (i != 0 && text[i - 1] == ' ') found.space_break = true;
    }
    if ((c == ' ' || c == '\n') && (i == 0 || last)) found.outer_blank = true;
    if (c == ' ' && last) found.trailing_space = true;
  }
  return found;
}

std::string escaped(char32_t c) {
  switch (c) {
    case '\0':
      return "\\0";
    case '\a':
      return "\\a";
    case '\b':
      return "\\b";
    case '\t':
      return "\\t";
    case '\n':
      return "\\n";
    case '\v':
      return "\\v";
    case '\f':
      return "\\f";
    case '\r':
      return "\\r";
    case '\x1B':
      return "\\e";
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case 0x85:
      return "\\N";
    case 0x2028:
      return "\\L";
    case 0x2029:
      return "\\P";
    default:
      break;
  }
  const auto number = static_cast<std::uint32_t>(c);
  if (number <= 0xFF) return fmt::format("\\x{:02X}", number);
  return number <= 0xFFFF ? fmt::format("\\u{:04X}", number) : fmt::format("\\U{:08X}", number);
}

}  // namespace

YamlStyle choose_style(std::string_view text) {
  if (text.empty()) return YamlStyle::kDouble;
  const Findings found = look_at(text);
  if (found.line_break) {
    const bool block = !found.space_break && !found.special && !found.trailing_space;
    return block ? YamlStyle::kLiteral : YamlStyle::kDouble;
  }
  if (reads_as_other_type(text) || found.special || found.tab) return YamlStyle::kDouble;
  return found.indicator || found.outer_blank ? YamlStyle::kSingle : YamlStyle::kPlain;
}

std::string double_quoted(std::string_view text) {
  std::string result = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = code_point_at(text, i);
    const char32_t c = point.value;
    if (needs_escape(c) || c == '\n' || c == '"' || c == '\\') {
      result += escaped(c);
    } else {
      result += text.substr(i, point.size);
    }
    i += point.size;
  }
  return result + "\"";
}

std::string single_quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'') result += '\'';
    result += c;
  }
  return result + "'";
}

}  // namespace devstack::load

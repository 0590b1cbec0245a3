// Facts by experiment with Docker Compose 2.40.3; the table is in the test.
#include "load/yaml_scalar.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "load/yaml_timestamp.hpp"

namespace devstack::load {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::optional<double> special_float(std::string_view text) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (one_of(text, {".nan", ".NaN", ".NAN"})) return std::numeric_limits<double>::quiet_NaN();
  if (one_of(text, {".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"})) return kInfinity;
  if (one_of(text, {"-.inf", "-.Inf", "-.INF"})) return -kInfinity;
  return std::nullopt;
}

/// Takes a base prefix off `digits` and returns the base; a leading zero means octal.
int take_base(std::string_view& digits) {
  if (digits.size() < 2 || digits[0] != '0') return 10;
  int base = 8;
  std::size_t prefix = 1;
  switch (digits[1]) {
    case 'x':
    case 'X':
      base = 16;
      prefix = 2;
      break;
    case 'o':
    case 'O':
      prefix = 2;
      break;
    case 'b':
    case 'B':
      base = 2;
      prefix = 2;
      break;
    default:
      break;
  }
  digits.remove_prefix(prefix);
  return base;
}

/// An integer for which `std::int64_t` is too small; Go has an unsigned type for it.
std::optional<std::uint64_t> parse_large(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const int base = take_base(text);
  std::uint64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, base);
  if (error != std::errc() || stop != end || text.empty()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const int base = take_base(text);
  std::uint64_t magnitude = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, magnitude, base);
  if (error != std::errc() || stop != end) return std::nullopt;
  constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (magnitude <= kMax) {
    const auto value = static_cast<std::int64_t>(magnitude);
    return negative ? -value : value;
  }
  if (negative && magnitude == kMax + 1) return std::numeric_limits<std::int64_t>::min();
  return std::nullopt;
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

/// [-+]? ( .digits | digits [. digits?] ) ( e [-+]? digits )?
bool is_float_shape(std::string_view text) {
  std::size_t at = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  const std::size_t whole_end = skip_digits(text, at);
  const bool whole = whole_end > at;
  at = whole_end;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction_end = skip_digits(text, at + 1);
    if (!whole && fraction_end == at + 1) return false;
    at = fraction_end;
  } else if (!whole) {
    return false;
  }
  if (at == text.size()) return true;
  if (text[at] != 'e' && text[at] != 'E') return false;
  ++at;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  const std::size_t end = skip_digits(text, at);
  return end > at && end == text.size();
}

std::optional<double> parse_float(std::string_view text) {
  if (!is_float_shape(text)) return std::nullopt;
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

void set_float(Node& node, double value) {
  node.kind = Node::Kind::kFloat;
  node.real = value;
}

void resolve_number(Node& node) {
  if (const auto value = special_float(node.text)) return set_float(node, *value);
  std::string digits = node.text;
  std::erase(digits, '_');
  if (const auto value = parse_integer(digits)) {
    node.kind = Node::Kind::kInt;
    node.integer = *value;
  } else if (const auto large = parse_large(digits)) {
    set_float(node, static_cast<double>(*large));
    node.text = std::to_string(*large);
  } else if (const auto real = parse_float(digits)) {
    set_float(node, *real);
  }
}

}  // namespace

void resolve_plain_scalar(Node& node) {
  node.kind = Node::Kind::kString;
  const std::string& text = node.text;
  if (one_of(text, {"", "~", "null", "Null", "NULL"})) {
    node.kind = Node::Kind::kNull;
  } else if (one_of(text, {"true", "True", "TRUE"})) {
    node.kind = Node::Kind::kBool;
    node.boolean = true;
  } else if (one_of(text, {"false", "False", "FALSE"})) {
    node.kind = Node::Kind::kBool;
  } else if (auto timestamp = yaml_timestamp(text)) {
    node.timestamp = true;
    node.text = *std::move(timestamp);
  } else if (is_digit(text[0]) || text[0] == '+' || text[0] == '-' || text[0] == '.') {
    resolve_number(node);
  }
}

bool fits_type(std::string_view type, const Node& node) {
  const bool integer = node.kind == Node::Kind::kInt;
  if (type == "int") return integer;
  if (type == "float") return integer || node.kind == Node::Kind::kFloat;
  if (type == "bool") return node.kind == Node::Kind::kBool;
  if (type == "null") return node.kind == Node::Kind::kNull;
  return type == "timestamp" && node.timestamp;
}

}  // namespace devstack::load

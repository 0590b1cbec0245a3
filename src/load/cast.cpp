#include "load/cast.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "load/values.hpp"

namespace devstack::load {
namespace {

void become_text(Node& node, std::string text) {
  node.kind = Node::Kind::kString;
  node.text = std::move(text);
}

void become_integer(Node& node, std::int64_t value) {
  node.kind = Node::Kind::kInt;
  node.integer = value;
  node.text = std::to_string(value);
}

void refuse(Node& node, CanonicalContext& context, std::string_view code, std::string_view wanted,
            std::string hint) {
  context.diagnostics.error(
      code, node.span,
      fmt::format("\"{}\" must be {}, not \"{}\"", context.path, wanted, node.text),
      std::move(hint));
  node.kind = Node::Kind::kNull;
  node.text.clear();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::int64_t> read_integer(std::string_view text, int base) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value, base);
  if (text.empty() || error != std::errc() || stop != end) return std::nullopt;
  return value;
}

/// As Go reads numbers: a sign in front, underscores between digits.
std::optional<double> read_number(std::string_view written) {
  if (written.size() > 1 && written.front() == '+' && written[1] != '-') written.remove_prefix(1);
  std::string text;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written[i] != '_') {
      text += written[i];
    } else if (i == 0 || i + 1 == written.size() || !is_digit(written[i - 1]) ||
               !is_digit(written[i + 1])) {
      return std::nullopt;
    }
  }
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc() || stop != end) return std::nullopt;
  return value;
}

bool read_unsigned(const std::string& text) {
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end;
}

/// Shortest digits that give the number back.
std::string shortest(double value, bool scientific) {
  std::array<char, 400> buffer{};
  const auto result =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                    scientific ? std::chars_format::scientific : std::chars_format::fixed);
  return {buffer.data(), result.ptr};
}

/// The number that 32 bits would print, in 64.
double single_precision(double value) {
  std::array<char, 64> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(),
                                    static_cast<float>(value), std::chars_format::scientific);
  return read_number({buffer.data(), result.ptr}).value_or(value);
}

/// The tables have refused a fraction where Compose does; elsewhere it cuts it off.
std::optional<std::int64_t> without_fraction(const Node& node) {
  if (node.kind != Node::Kind::kFloat || !(std::abs(node.real) < 9e18)) return std::nullopt;
  return static_cast<std::int64_t>(std::trunc(node.real));
}

void cast_boolean(Node& node, CanonicalContext& context) {
  if (node.kind == Node::Kind::kBool) return;
  const std::string lower = to_lower(node.text);
  const bool yes = lower == "true" || lower == "y" || lower == "yes" || lower == "on";
  const bool no = lower == "false" || lower == "n" || lower == "no" || lower == "off";
  if (!yes && !no) {
    refuse(node, context, "DS1202", "true or false", {});
    return;
  }
  node.kind = Node::Kind::kBool;
  node.boolean = yes;
  node.text = yes ? "true" : "false";
}

void cast_integer(Node& node, CanonicalContext& context) {
  if (const auto whole = without_fraction(node)) {
    become_integer(node, *whole);
    return;
  }
  if (node.kind == Node::Kind::kInt) {
    become_integer(node, node.integer);
    return;
  }
  if (const auto value = read_integer(node.text, 10)) {
    become_integer(node, *value);
  } else {
    refuse(node, context, "DS1202", "a whole number", {});
  }
}

void cast_number(Node& node, CanonicalContext& context) {
  std::optional<double> value;
  if (node.kind == Node::Kind::kInt) value = static_cast<double>(node.integer);
  if (node.kind == Node::Kind::kFloat) value = node.real;
  if (node.kind == Node::Kind::kString) value = read_number(node.text);
  if (!value || !std::isfinite(*value)) {
    refuse(node, context, "DS1202", "a number", {});
    return;
  }
  node.kind = Node::Kind::kFloat;
  node.real = single_precision(*value);
  node.text = go_float_text(node.real);
}

void cast_duration(Node& node, CanonicalContext& context) {
  if (const auto duration = parse_compose_duration(node.text)) {
    become_text(node, format_go_duration(*duration));
  } else {
    refuse(node, context, "DS1208", "a duration", "durations look like 30s, 1m30s or 500ms");
  }
}

void cast_size(Node& node, CanonicalContext& context) {
  std::optional<std::int64_t> bytes;
  if (node.kind == Node::Kind::kInt) bytes = node.integer;
  if (node.kind == Node::Kind::kString) bytes = parse_bytes(node.text);
  if (bytes) {
    become_text(node, std::to_string(*bytes));
  } else {
    refuse(node, context, "DS1209", "a size in bytes", "sizes look like 512m, 1.5g or 67108864");
  }
}

void cast_file_mode(Node& node, CanonicalContext& context) {
  std::optional<std::int64_t> mode;
  if (node.kind == Node::Kind::kInt) mode = node.integer;
  if (node.kind == Node::Kind::kString) mode = read_integer(node.text, 8);
  if (mode && *mode >= 0) {
    become_text(node, fmt::format("0{:o}", *mode));
  } else {
    refuse(node, context, "DS1202", "a file mode in octal", "modes look like \"0440\"");
  }
}

void cast_count(Node& node, CanonicalContext& context) {
  if (node.is_string() && to_lower(node.text) == "all") {
    become_integer(node, -1);
  } else {
    cast_integer(node, context);
  }
}

}  // namespace

bool is_large_integer(const Node& node) {
  constexpr double kTooLarge = 9223372036854775808.0;  // 2^63
  return node.kind == Node::Kind::kFloat && node.real >= kTooLarge && !node.text.empty() &&
         node.text.find_first_not_of("0123456789") == std::string::npos && read_unsigned(node.text);
}

std::string json_float_text(double value) {
  const double size = std::abs(value);
  std::string text = shortest(value, size != 0 && (size < 1e-6 || size >= 1e21));
  // Digits that the number does not need to be told apart are zeros in Go.
  constexpr double kExact = 9007199254740992.0;  // 2^53
  if (size < kExact || size >= 1e21) return text;
  std::string digits = shortest(value, true);
  digits.resize(digits.find('e'));
  std::erase(digits, '.');
  digits.resize(text.size(), '0');
  return digits;
}

std::string go_float_text(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "-Inf" : "+Inf";
  const double size = std::abs(value);
  return shortest(value, size != 0 && (size < 1e-4 || size >= 1e6));
}

std::string scalar_text(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kBool:
      return node.boolean ? "true" : "false";
    case Node::Kind::kInt:
      return std::to_string(node.integer);
    case Node::Kind::kFloat:
      return is_large_integer(node) ? node.text : go_float_text(node.real);
    case Node::Kind::kString:
      return node.text;
    case Node::Kind::kNull:
    case Node::Kind::kSequence:
    case Node::Kind::kMapping:
      return {};
  }
  return {};
}

void cast_scalar(Node& node, Cast cast, CanonicalContext& context) {
  if (node.is_null()) {
    if (cast == Cast::kTextOrEmpty) become_text(node, {});
    return;
  }
  switch (cast) {
    case Cast::kNone:
      return;
    case Cast::kText:
    case Cast::kTextOrEmpty:
      become_text(node, scalar_text(node));
      return;
    case Cast::kBoolean:
      cast_boolean(node, context);
      return;
    case Cast::kInteger:
      cast_integer(node, context);
      return;
    case Cast::kNumber:
      cast_number(node, context);
      return;
    case Cast::kDuration:
      cast_duration(node, context);
      return;
    case Cast::kSize:
      cast_size(node, context);
      return;
    case Cast::kFileMode:
      cast_file_mode(node, context);
      return;
    case Cast::kCount:
      cast_count(node, context);
      return;
  }
}

}  // namespace devstack::load

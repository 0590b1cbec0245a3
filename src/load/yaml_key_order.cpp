#include "load/yaml_key_order.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace devstack::load {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Bytes of UTF-8 beyond ASCII count as letters, but for those of symbols and of emoji: go-yaml
/// asks Unicode.
bool is_letter(std::string_view text, std::size_t at) {
  const char c = text[at];
  const auto byte = static_cast<unsigned char>(c);
  if (byte < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  const std::string_view point = text.substr(at, 3);
  const bool is_emoji = point >= "\xF0\x9F\x80" && point < "\xF0\x9F\xAC";
  const bool is_symbol = point >= "\xE2\x80" && point < "\xE2\xB0";
  return !is_emoji && !is_symbol;
}

struct Run {
  std::uint64_t value = 0;
  std::size_t end = 0;
};

Run digits_at(std::string_view text, std::size_t at, std::uint64_t start) {
  Run run{start, at};
  while (run.end < text.size() && is_digit(text[run.end])) {
    run.value = run.value * 10 + static_cast<std::uint64_t>(text[run.end++] - '0');
  }
  return run;
}

/// True when a digit other than 0 stands in the run of digits before `at`.
bool number_has_begun(std::string_view text, std::size_t at) {
  while (at > 0 && is_digit(text[at - 1])) {
    if (text[--at] != '0') return true;
  }
  return false;
}

bool differing_less(std::string_view left, std::string_view right, std::size_t at) {
  const char a = left[at];
  const char b = right[at];
  const bool after_digit = at > 0 && is_digit(left[at - 1]);
  const bool a_is_letter = is_letter(left, at);
  const bool b_is_letter = is_letter(right, at);
  if (a_is_letter && b_is_letter) {
    return static_cast<unsigned char>(a) < static_cast<unsigned char>(b);
  }
  if (a_is_letter || b_is_letter) return after_digit ? a_is_letter : b_is_letter;
  const bool zero = a == '0' || b == '0';
  const std::uint64_t start = zero && number_has_begun(left, at) ? 1 : 0;
  const Run x = digits_at(left, at, start);
  const Run y = digits_at(right, at, start);
  if (x.value != y.value) return x.value < y.value;
  if (x.end != y.end) return x.end < y.end;
  return a < b;
}

}  // namespace

bool yaml_key_less(std::string_view left, std::string_view right) {
  const std::size_t shared = std::min(left.size(), right.size());
  for (std::size_t i = 0; i < shared; ++i) {
    if (left[i] != right[i]) return differing_less(left, right, i);
  }
  return left.size() < right.size();
}

}  // namespace devstack::load

// Reading UTF-8 that may be broken, one code point at a time: what the text helpers share.
#pragma once

#include <cstddef>
#include <string_view>

namespace devstack::utf8 {

struct CodePoint {
  char32_t value = 0;      ///< the byte itself when `valid` is false
  std::size_t length = 1;  ///< bytes that it takes
  bool valid = false;
};

/// The code point at the start of `text`, which must not be empty. Overlong forms, surrogates and
/// values above U+10FFFF are invalid (RFC 3629); of an invalid sequence only the first byte is
/// taken.
[[nodiscard]] CodePoint decode(std::string_view text);

/// Terminal columns: 0 for control and combining characters, 2 for East Asian wide and emoji.
[[nodiscard]] std::size_t columns(char32_t code_point);

}  // namespace devstack::utf8

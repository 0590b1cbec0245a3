// What the fuzz targets share: an oracle that is not satisfied ends the process, as a crash does.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "devstack/base/diagnostic.hpp"

namespace devstack::fuzz {

/// libFuzzer then keeps the input and reports it.
inline void require(bool holds, std::string_view what, std::string_view detail = {}) {
  if (holds) return;
  std::fprintf(stderr, "oracle failed: %.*s\n%.*s\n", static_cast<int>(what.size()), what.data(),
               static_cast<int>(detail.size()), detail.data());
  std::abort();
}

inline void require_equal(std::string_view left, std::string_view right, std::string_view what) {
  if (left == right) return;
  require(false, what, "one:\n" + std::string(left) + "\nother:\n" + std::string(right));
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// The span begins within a line of its file, or just behind one.
inline void require_inside(const SourceSpan& span, std::string_view what) {
  if (!span.known()) return;
  const std::string_view text = span.file->text;
  std::size_t begin = 0;
  for (std::uint32_t line = 1; line < span.line; ++line) {
    const std::size_t end = text.find('\n', begin);
    require(end != std::string_view::npos, what, "the line is behind the end of the file");
    begin = end + 1;
  }
  const std::size_t end = std::min(text.find('\n', begin), text.size());
  require(span.column >= 1 && span.column <= end - begin + 1, what,
          "the column is behind the end of the line");
  require(span.length >= 1 && span.column + span.length <= end - begin + 2, what,
          "the span is longer than the line");
}

/// Every message has its code and a place that exists, and can be shown.
inline void require_sound(const Diagnostics& diagnostics) {
  for (const Diagnostic& found : diagnostics.all()) {
    require(found.code.starts_with("DS") && found.code.size() == 6, "a code", found.code);
    require(!found.message.empty(), "a message", found.code);
    require_inside(found.where, "the place of a message: " + found.message);
    require_inside(found.also_where, "the second place of a message: " + found.message);
    require(!render(found).empty(), "a message can be shown");
  }
}

}  // namespace devstack::fuzz

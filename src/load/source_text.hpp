// The bytes of a file before any grammar is applied to them, and places inside them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "devstack/base/diagnostic.hpp"
#include "devstack/base/source.hpp"

namespace devstack::load {

inline constexpr std::size_t kMaxFileBytes = std::size_t{8} << 20;

/// A byte order mark is taken off.
[[nodiscard]] SourceFilePtr make_source(std::string path, std::string text);

/// False, with a diagnostic at the exact byte, when the file is too large (DS1107), is not UTF-8 or
/// holds control characters (DS1108).
[[nodiscard]] bool check_text(const SourceFilePtr& file, Diagnostics& diagnostics);

/// Offset of the span's first byte in the file's text.
[[nodiscard]] std::size_t offset_of(const SourceSpan& span);
/// The place of `length` bytes at `offset`; never longer than the rest of its line.
[[nodiscard]] SourceSpan span_at(const SourceFilePtr& file, std::size_t offset, std::size_t length);

/// Where `value`'s bytes from `offset` on stand in the file, for a scalar that begins at `scalar`.
/// Escapes and folding may hide the text: then the whole scalar.
[[nodiscard]] SourceSpan span_inside(const SourceSpan& scalar, std::string_view value,
                                     std::size_t offset, std::size_t length);

}  // namespace devstack::load

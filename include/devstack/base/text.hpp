// Small text helpers that messages and screens share.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace devstack {

/// The candidate nearest to `name` by edit distance, if near enough to be a likely typo; else "".
[[nodiscard]] std::string nearest_name(std::string_view name,
                                       std::span<const std::string> candidates);

/// "did you mean \"x\"?" or an empty string.
[[nodiscard]] std::string did_you_mean(std::string_view name,
                                       std::span<const std::string> candidates);

/// Makes bytes from outside safe for a terminal: control characters (but \n and \t), escape
/// sequences, C1, invalid UTF-8 and bidirectional overrides become visible \xNN or \u{NNNN}.
[[nodiscard]] std::string terminal_safe(std::string_view text);

/// Terminal columns of valid UTF-8 text (East Asian wide count 2, combining 0).
[[nodiscard]] std::size_t display_width(std::string_view text);
/// Cut to at most `columns`, with a final "…" when something was cut.
[[nodiscard]] std::string truncate_to_width(std::string_view text, std::size_t columns);
/// Filled with blanks at the right up to `columns`.
[[nodiscard]] std::string pad_right(std::string_view text, std::size_t columns);

[[nodiscard]] std::string_view trim(std::string_view text);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);
[[nodiscard]] std::string join(std::span<const std::string> parts, std::string_view separator);
[[nodiscard]] std::string to_lower(std::string_view text);
/// True if `text` is valid UTF-8.
[[nodiscard]] bool is_valid_utf8(std::string_view text);
/// True for the folder itself and all that is below it, by the names alone. Neither has a slash at
/// its end, but for "/". Nothing lies in "".
[[nodiscard]] bool lies_in(std::string_view path, std::string_view folder);
/// Quoted for a POSIX shell, only when needed.
[[nodiscard]] std::string shell_quote(std::string_view text);
/// Words joined for a POSIX shell.
[[nodiscard]] std::string shell_join(std::span<const std::string> words);

}  // namespace devstack

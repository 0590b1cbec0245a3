// Splits a `command:` line into words as Docker Compose does (its rules are a shell's, in small).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devstack::load {

/// Quotes, backslashes and blanks as in a POSIX shell; nothing is expanded; `$( )` and backticks
/// stay one word; an unquoted ; & | < > ends the line, as it does in Compose. Empty when a quote or
/// a parenthesis is left open.
[[nodiscard]] std::optional<std::vector<std::string>> split_shell_words(std::string_view line);

}  // namespace devstack::load

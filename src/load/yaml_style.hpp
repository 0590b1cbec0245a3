// How go-yaml v3 writes a string: plain, in quotes, or as a block.
#pragma once

#include <string>
#include <string_view>

namespace devstack::load {

enum class YamlStyle { kPlain, kSingle, kDouble, kLiteral };

[[nodiscard]] YamlStyle choose_style(std::string_view text);
/// In double quotes, with escapes.
[[nodiscard]] std::string double_quoted(std::string_view text);
/// In single quotes.
[[nodiscard]] std::string single_quoted(std::string_view text);

}  // namespace devstack::load

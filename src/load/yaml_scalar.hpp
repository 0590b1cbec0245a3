// What an unquoted YAML scalar means: the rules of go-yaml v3, which Docker Compose reads with.
#pragma once

#include <string_view>

#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

/// Sets kind and value of a plain scalar from its `text`. `yes` and `on` stay strings; 0x1F, 0o17,
/// 017 and 0b11 are integers; `1_000` too; what does not fit 64 bits is a float.
void resolve_plain_scalar(Node& node);

/// Whether a scalar that was read as `node` may be tagged `!!type`. Types that no stack needs
/// (`binary`) fit nothing.
[[nodiscard]] bool fits_type(std::string_view type, const Node& node);

}  // namespace devstack::load

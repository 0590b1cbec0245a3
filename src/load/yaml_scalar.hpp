// What an unquoted YAML scalar means: the rules of go-yaml v3, which Docker Compose reads with.
#pragma once

#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

/// Sets kind and value of a plain scalar from its `text`. `yes` and `on` stay strings; 0x1F, 0o17,
/// 017 and 0b11 are integers; `1_000` too; what does not fit 64 bits is a float.
void resolve_plain_scalar(Node& node);

}  // namespace devstack::load

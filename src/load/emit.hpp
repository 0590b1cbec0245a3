// Our tree as text.
#pragma once

#include <string>

#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

enum class JsonLayout { kCompact, kIndented };

/// As Go's encoding/json writes it: <, > and & escaped; no final newline.
[[nodiscard]] std::string write_json(const Node& node, JsonLayout layout);
/// As go-yaml v3 writes it with two blanks of indentation; ends with a newline.
[[nodiscard]] std::string write_yaml(const Node& node);

/// A literal '$' in a printed document is "$$", so that reading it again gives the same.
[[nodiscard]] std::string double_dollars(std::string text);

}  // namespace devstack::load

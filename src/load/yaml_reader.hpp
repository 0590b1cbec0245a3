// YAML text to our syntax tree, which keeps what a parser's own node type would lose: positions,
// duplicate keys, quoting.
#pragma once

#include <vector>

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

/// The documents of one file that are not empty; most files have one. Anchors are expanded and
/// merge keys (`<<`) resolved. Whatever is wrong is a diagnostic (DS1101 to DS1109), and then
/// nothing is returned.
[[nodiscard]] std::vector<Node> read_yaml(const SourceFilePtr& file, Diagnostics& diagnostics);

}  // namespace devstack::load

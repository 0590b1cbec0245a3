// Paths of a document from another folder, for `extends` and `include`.
#pragma once

#include <string_view>

#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

/// Makes every relative path in the (interpolated) document absolute, below `directory`: build
/// contexts, env files, bind mounts, files of configs and secrets. "~" paths and URLs stay.
void relocate_paths(Node& document, std::string_view directory);

}  // namespace devstack::load

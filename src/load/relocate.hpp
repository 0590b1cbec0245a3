// Paths of a document from another folder, for `extends` and `include`.
#pragma once

#include <string>

#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

/// Where a document comes from.
struct Folder {
  std::string absolute;
  /// What its paths are put below: the same, or with `--no-path-resolution` the way from the
  /// project's folder to it.
  std::string shown;
};

/// Puts every relative path in the (interpolated) document below the folder: build contexts, env
/// files, bind mounts, files of configs and secrets. "~" paths and URLs stay.
void relocate_paths(Node& document, const Folder& folder);

}  // namespace devstack::load

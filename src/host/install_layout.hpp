// The decision behind find_install_paths, on given places.
#pragma once

#include <string>

#include "devstack/host/paths.hpp"

namespace devstack::host {

/// `executable`: real path of the program. `source_folder`: of the tree that it was built from;
/// used only when the executable lies in a build tree (a folder above it has a CMakeCache.txt).
[[nodiscard]] InstallPaths install_paths_of(const std::string& executable,
                                            const std::string& source_folder);

}  // namespace devstack::host

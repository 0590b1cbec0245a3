// Where profile files are looked for.
#pragma once

#include <string>
#include <vector>

#include "devstack/load/profile_files.hpp"
#include "load/discovery.hpp"

namespace devstack::load {

/// Beside the stack; above stacks/NAME for all stacks of a project; those that were installed.
/// Nowhere with --no-profile, which leaves all names to Compose.
[[nodiscard]] std::vector<std::string> profile_folders(const LoadRequest& request,
                                                       const StackLocation& location);

}  // namespace devstack::load

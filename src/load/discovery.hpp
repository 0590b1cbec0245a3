// Which stack is meant: -f, --stack, COMPOSE_FILE, the folders upwards, ./stacks/.
#pragma once

#include <string>
#include <vector>

#include "load/project_files.hpp"
#include "load/variables.hpp"

namespace devstack::load {

struct StackLocation {
  std::vector<std::string> files;  ///< absolute, existing, in the order of merging
  std::string directory;           ///< the project directory, absolute
};

/// Throws UsageError: no stack (DS1010), several to choose from (DS1011), no stack of that name
/// (DS1012), a named file that does not exist (DS1013).
[[nodiscard]] StackLocation locate_stack(const LoadRequest& request, const Variables& variables,
                                         const ProjectFiles& files);

}  // namespace devstack::load

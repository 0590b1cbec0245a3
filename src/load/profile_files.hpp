// Where profile files are looked for.
#pragma once

#include <string>
#include <vector>

#include "devstack/load/profile_files.hpp"
#include "load/assembler.hpp"
#include "load/discovery.hpp"
#include "load/project_files.hpp"
#include "load/variables.hpp"

namespace devstack::load {

/// Beside the stack; above stacks/NAME for all stacks of a project; those that were installed.
/// Nowhere with --no-profile, which leaves all names to Compose.
[[nodiscard]] std::vector<std::string> profile_folders(const LoadRequest& request,
                                                       const StackLocation& location);

/// Those that were asked for, and with --offline the stack's own profile of that name, last: what
/// has to be otherwise without a network. `folders`: of profile_folders.
[[nodiscard]] std::vector<std::string> applied_profiles(const LoadRequest& request,
                                                        const Variables& early,
                                                        const std::vector<ParsedFile>& parsed,
                                                        const std::vector<std::string>& folders,
                                                        const ProjectFiles& files);

}  // namespace devstack::load

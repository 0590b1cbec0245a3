// What a project is called, and which profiles were asked for.
#pragma once

#include <string>
#include <vector>

#include "load/assembler.hpp"
#include "load/profile.hpp"
#include "load/variables.hpp"

namespace devstack::load {

struct ProjectName {
  std::string name;
  /// What said so; empty when COMPOSE_PROJECT_NAME did, whose origin the variables know.
  std::string said_by;
};

/// -p, then COMPOSE_PROJECT_NAME of the shell, the profile, COMPOSE_PROJECT_NAME of the env files,
/// `name:` of the last file that has one, the folder's name. Throws UsageError (DS1014) for a name
/// that the engine would refuse; those of files and folders are normalised instead.
[[nodiscard]] ProjectName project_name(const LoadRequest& request, const ProfileOverlay& profile,
                                       const std::vector<ParsedFile>& parsed,
                                       const std::string& directory, const Variables& variables);

/// --profile, else DEVSTACK_PROFILE, else `x-devstack.default_profile` of the files.
[[nodiscard]] std::vector<std::string> requested_profiles(const LoadRequest& request,
                                                          const Variables& variables,
                                                          const std::vector<ParsedFile>& parsed);

}  // namespace devstack::load

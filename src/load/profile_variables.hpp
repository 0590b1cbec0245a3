// The part of profiles in the variables for interpolation.
#pragma once

#include <string>
#include <vector>

#include "load/environment.hpp"
#include "load/profile.hpp"
#include "load/project_files.hpp"
#include "load/variables.hpp"

namespace devstack::load {

/// Where the files are that a profile's variables may come from.
struct EnvFolders {
  std::string project;                 ///< `env_files` are relative to it
  std::vector<std::string> automatic;  ///< their `.env` is read, the stronger first
};

/// Adds `env`, then `env_files` of the profiles to what is stronger. A value of `env` may use the
/// variables of the shell, those above it under `env`, and what `env_files` and `.env` say. Files
/// that were read are added to `used`; DS1405: one does not exist.
void add_profile_variables(Variables& variables, const ProfileOverlay& profile,
                           const EnvFolders& folders, const EnvironmentFiles& chosen,
                           const ProjectFiles& files, std::vector<std::string>& used);

}  // namespace devstack::load

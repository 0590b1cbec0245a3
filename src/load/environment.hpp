// Which env files feed interpolation, and in which order they win.
#pragma once

#include <string>
#include <vector>

#include "load/project_files.hpp"
#include "load/variables.hpp"

namespace devstack::load {

struct EnvironmentFiles {
  std::vector<std::string> explicit_files;  ///< --env-file or COMPOSE_ENV_FILES, absolute
  bool automatic = true;                    ///< `.env` is read where none is given
};

/// From the request and COMPOSE_ENV_FILES, COMPOSE_DISABLE_ENV_FILE.
[[nodiscard]] EnvironmentFiles environment_files(const LoadRequest& request,
                                                 const ProjectFiles& files);

/// Adds the files given by name; later ones win. One that does not exist is a UsageError (DS1015).
void add_explicit_files(Variables& variables, const EnvironmentFiles& chosen,
                        const ProjectFiles& files, std::vector<std::string>& used);

/// Adds `.env` of each folder where it exists, the first folder's values before the second's.
void add_automatic_files(Variables& variables, const EnvironmentFiles& chosen,
                         const std::vector<std::string>& directories, const ProjectFiles& files,
                         std::vector<std::string>& used);

/// The folders whose `.env` is read, the stronger first, as Compose 2.40 does it: with -f or
/// --project-directory only the project's; else the working directory's before the project's.
[[nodiscard]] std::vector<std::string> automatic_directories(const LoadRequest& request,
                                                             const std::string& project_directory);

/// The variables that decide what is loaded, before the project is known: the shell's, then those
/// of the env files that are known already.
[[nodiscard]] Variables early_variables(const LoadRequest& request, const EnvironmentFiles& chosen,
                                        const ProjectFiles& files);

/// Go's idea of true: 1, t, T, TRUE, true, True.
[[nodiscard]] bool is_true(const std::optional<std::string>& text);

}  // namespace devstack::load

// Env files and their precedence, as Compose 2.40.3 has it (by experiment).
#include "load/environment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"

namespace devstack::load {

bool is_true(const std::optional<std::string>& text) {
  constexpr std::array<std::string_view, 6> kTrue{"1", "t", "T", "TRUE", "true", "True"};
  return text && std::find(kTrue.begin(), kTrue.end(), *text) != kTrue.end();
}

EnvironmentFiles environment_files(const LoadRequest& request, const ProjectFiles& files) {
  const Variables shell(request.environment);
  EnvironmentFiles chosen;
  for (const std::string& file : request.env_files) {
    chosen.explicit_files.push_back(files.absolute(file));
  }
  const std::string listed = shell.find("COMPOSE_ENV_FILES").value_or("");
  if (chosen.explicit_files.empty() && !listed.empty()) {
    for (const std::string_view file : split(listed, ',')) {
      chosen.explicit_files.push_back(files.absolute(trim(file)));
    }
  }
  chosen.automatic =
      chosen.explicit_files.empty() && !is_true(shell.find("COMPOSE_DISABLE_ENV_FILE"));
  return chosen;
}

void add_explicit_files(Variables& variables, const EnvironmentFiles& chosen,
                        const ProjectFiles& files, std::vector<std::string>& used) {
  std::vector<std::string> missing;
  const Variables before = variables;
  variables.add_file_entries(files.env_entries(chosen.explicit_files, before.lookup(), missing),
                             "--env-file");
  if (!missing.empty()) {
    throw UsageError("DS1015",
                     fmt::format("the env file {} does not exist", files.display(missing.front())),
                     "the path of --env-file is relative to the working directory");
  }
  used.insert(used.end(), chosen.explicit_files.begin(), chosen.explicit_files.end());
}

void add_automatic_files(Variables& variables, const EnvironmentFiles& chosen,
                         const std::vector<std::string>& directories, const ProjectFiles& files,
                         std::vector<std::string>& used) {
  if (!chosen.automatic) return;
  for (const std::string& directory : directories) {
    const std::string path = directory == "/" ? "/.env" : directory + "/.env";
    if (std::find(used.begin(), used.end(), path) != used.end() || !files.exists(path)) continue;
    std::vector<std::string> missing;
    const Variables before = variables;
    variables.add_file_entries(files.env_entries({path}, before.lookup(), missing), ".env");
    used.push_back(path);
  }
}

std::vector<std::string> automatic_directories(const LoadRequest& request,
                                               const std::string& project_directory) {
  if (!request.files.empty() || !request.project_directory.empty()) return {project_directory};
  return {request.working_directory, project_directory};
}

Variables early_variables(const LoadRequest& request, const EnvironmentFiles& chosen,
                          const ProjectFiles& files) {
  // The same files are read again, and reported on, when interpolation needs them.
  Diagnostics unreported;
  const ProjectFiles quiet(files.system(), files.working_directory(), unreported);
  Variables variables(request.environment);
  std::vector<std::string> used;
  add_explicit_files(variables, chosen, quiet, used);
  std::string directory = files.working_directory();
  if (!request.files.empty()) {
    directory = files.folder_of(files.stack_path(request.files.front()));
  }
  if (!request.project_directory.empty()) directory = files.absolute(request.project_directory);
  add_automatic_files(variables, chosen, {directory}, quiet, used);
  return variables;
}

}  // namespace devstack::load

#include "load/profile_variables.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "load/cast.hpp"
#include "load/interpolate.hpp"

namespace devstack::load {
namespace {

/// Each developer may have one or not, and it is not kept with the stack.
bool may_be_missing(const std::string& path) {
  return path.ends_with("/.env") || path.ends_with(".local");
}

void report_missing(const EnvFileUse& file, const std::string& path, const ProjectFiles& files) {
  using Need = EnvFileUse::Need;
  if (file.need == Need::kOptional) return;
  if (file.need == Need::kUsual && may_be_missing(path)) return;
  Diagnostic found;
  found.severity = file.need == Need::kRequired ? Severity::kError : Severity::kWarning;
  found.code = "DS1405";
  found.where = file.path.span;
  found.message = fmt::format("the env file \"{}\" does not exist", files.display(path));
  found.hint = "create it, or take it out of `env_files`";
  files.diagnostics().add(std::move(found));
}

std::vector<std::string> existing_files(const ProfileOverlay& profile, const std::string& directory,
                                        const ProjectFiles& files) {
  const ProjectFiles beside(files.system(), directory, files.diagnostics());
  std::vector<std::string> paths;
  for (const EnvFileUse& file : profile.env_files) {
    std::string path = beside.absolute(file.path.value);
    if (files.exists(path)) {
      paths.push_back(std::move(path));
    } else {
      report_missing(file, path, files);
    }
  }
  return paths;
}

bool uses_variables(const ProfileOverlay& profile) {
  return std::any_of(profile.env.begin(), profile.env.end(), [](const Entry& entry) {
    return entry.value.text.find('$') != std::string::npos;
  });
}

void add_files(Variables& variables, const std::vector<std::string>& paths,
               const ProjectFiles& files) {
  std::vector<std::string> missing;
  const Variables before = variables;
  variables.add_file_entries(files.env_entries(paths, before.lookup(), missing),
                             "env file of the profile");
}

/// What a value under `env` may use besides: files that are weaker than it. They are read again,
/// and reported on, when their own turn comes.
Variables weaker_variables(const Variables& stronger, const std::vector<std::string>& paths,
                           const EnvFolders& folders, const EnvironmentFiles& chosen,
                           const ProjectFiles& files) {
  Diagnostics unreported;
  const ProjectFiles quiet(files.system(), files.working_directory(), unreported);
  Variables all = stronger;
  add_files(all, paths, quiet);
  std::vector<std::string> used = paths;
  add_automatic_files(all, chosen, folders.automatic, quiet, used);
  return all;
}

void add_env(Variables& variables, const ProfileOverlay& profile, const Variables& weaker,
             Diagnostics& diagnostics) {
  Interpolator interpolator(diagnostics);
  for (const Entry& entry : profile.env) {
    Node value = entry.value;
    interpolator.apply(value, [&](std::string_view name) {
      auto found = variables.find(name);
      return found ? found : weaker.find(name);
    });
    variables.add(
        entry.key,
        {scalar_text(value), entry.key_span.file_and_line(), "profile", entry.key_span, {}});
  }
}

}  // namespace

void add_profile_variables(Variables& variables, const ProfileOverlay& profile,
                           const EnvFolders& folders, const EnvironmentFiles& chosen,
                           const ProjectFiles& files, std::vector<std::string>& used) {
  const std::vector<std::string> paths = existing_files(profile, folders.project, files);
  const Variables weaker = uses_variables(profile)
                               ? weaker_variables(variables, paths, folders, chosen, files)
                               : Variables({});
  add_env(variables, profile, weaker, files.diagnostics());
  add_files(variables, paths, files);
  used.insert(used.end(), paths.begin(), paths.end());
}

}  // namespace devstack::load

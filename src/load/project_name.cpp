// Decides the name of the project and the profiles before anything is interpolated.
#include "load/project_name.hpp"

#include <utility>

#include <fmt/format.h>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"
#include "devstack/model/names.hpp"
#include "load/template.hpp"

namespace devstack::load {

namespace {

constexpr char kVariable[] = "COMPOSE_PROJECT_NAME";

std::string checked(const std::string& name, std::string_view said_by) {
  if (model::is_project_name(name)) return name;
  throw UsageError("DS1014", fmt::format("\"{}\", from {}, is not a project name", name, said_by),
                   fmt::format("use lower-case letters, digits, '-' and '_', and begin with a "
                               "letter or digit: \"{}\"",
                               model::normalize_project_name(name)));
}

std::string name_in_files(const LoadRequest& request, const std::vector<ParsedFile>& parsed,
                          const Variables& variables) {
  std::string name;
  for (const ParsedFile& file : parsed) {
    for (const Node& document : file.documents) {
      const Node* node = document.find("name");
      if (node != nullptr && node->is_string() && !node->text.empty()) {
        // What is wrong with it, the interpolation of the whole file reports.
        name = request.interpolate ? substitute(node->text, variables.lookup()).text : node->text;
      }
    }
  }
  if (name.empty() || !request.phases.normalize) return name;
  std::string normalized = model::normalize_project_name(name);
  if (!normalized.empty()) return normalized;
  throw UsageError("DS1014", fmt::format("\"{}\", from the stack file, is no project name", name),
                   "write `name:` with letters and digits");
}

}  // namespace

ProjectName project_name(const LoadRequest& request, const ProfileOverlay& profile,
                         const std::vector<ParsedFile>& parsed, const std::string& directory,
                         const Variables& variables) {
  if (!request.project_name.empty()) return {checked(request.project_name, "-p"), "-p"};
  const std::string variable = variables.find(kVariable).value_or("");
  if (!variable.empty() && variables.from_shell(kVariable)) {
    return {checked(variable, kVariable), {}};
  }
  if (!profile.project.empty()) return {checked(profile.project, "the profile"), "the profile"};
  if (!variable.empty()) return {checked(variable, kVariable), {}};
  std::string name = name_in_files(request, parsed, variables);
  if (!name.empty()) return {std::move(name), "`name:` of the stack file"};
  name = model::normalize_project_name(directory.substr(directory.rfind('/') + 1));
  if (name.empty()) {
    throw UsageError("DS1014", fmt::format("the folder {} gives no project name", directory),
                     "give one with -p NAME, or write `name:` at the top of the stack file");
  }
  return {std::move(name), "the folder's name"};
}

std::vector<std::string> requested_profiles(const LoadRequest& request, const Variables& variables,
                                            const std::vector<ParsedFile>& parsed) {
  if (!request.profiles.empty()) return request.profiles;
  if (request.no_profile) return {};
  std::vector<std::string> names;
  if (const auto listed = variables.find("DEVSTACK_PROFILE")) {
    for (const std::string_view name : split(*listed, ',')) {
      if (!trim(name).empty()) names.emplace_back(trim(name));
    }
    return names;
  }
  for (const ParsedFile& file : parsed) {
    for (const Node& document : file.documents) {
      const Node* extension = document.find("x-devstack");
      const Node* profile = extension == nullptr ? nullptr : extension->find("default_profile");
      if (profile != nullptr && profile->is_string()) names = {profile->text};
    }
  }
  return names;
}

}  // namespace devstack::load

#include "load/profile_files.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"
#include "load/environment.hpp"
#include "load/profile_chain.hpp"
#include "load/project_files.hpp"
#include "load/project_name.hpp"

namespace devstack::load {
namespace {

constexpr char kOfflineProfile[] = "offline";

std::string first_comment(const std::string& text) {
  for (auto line : split(text, '\n')) {
    line = trim(line);
    if (line.starts_with('#')) return std::string(trim(line.substr(1)));
    if (!line.empty() && line != "---") break;
  }
  return {};
}

void read_members(ProfileFile& profile, const std::string& text, const ProjectFiles& files) {
  profile.description = first_comment(text);
  const auto documents = files.documents(profile.path);
  if (!documents || documents->empty()) return;
  const Node& document = documents->front();
  const Node* const description = document.find("description");
  if (description != nullptr && description->is_string()) profile.description = description->text;
  if (const Node* const extends = document.find("extends")) {
    for (auto& base : names_of(*extends)) profile.extends.push_back(std::move(base.value));
  }
}

/// Empty for what is no file, such as a folder of that name.
std::optional<ProfileFile> read_profile(std::string name, std::string path,
                                        const ProjectFiles& files) {
  ProfileFile profile;
  profile.name = std::move(name);
  profile.path = std::move(path);
  try {
    const SourceFilePtr source = files.source(profile.path);
    if (source == nullptr) return std::nullopt;
    read_members(profile, source->text, files);
  } catch (const HostError&) {
    // It is there and cannot be read: loading says so.
  }
  return profile;
}

/// NAME of NAME.yaml and NAME.yml; empty for other files.
std::string profile_name(const std::string& file) {
  for (const std::string_view extension : {".yaml", ".yml"}) {
    if (file.size() > extension.size() && file.ends_with(extension) && !file.starts_with('.')) {
      return file.substr(0, file.size() - extension.size());
    }
  }
  return {};
}

std::vector<ParsedFile> read_stack(const StackLocation& location, const ProjectFiles& files) {
  std::vector<ParsedFile> parsed;
  for (const std::string& path : location.files) {
    parsed.push_back({path, files.documents(path).value_or(std::vector<Node>{})});
  }
  return parsed;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::vector<std::string> profile_folders(const LoadRequest& request,
                                         const StackLocation& location) {
  if (request.no_profile) return {};
  const std::string stack_folder = location.files.front() == kStandardInput
                                       ? location.directory
                                       : parent_directory(location.files.front());
  std::vector<std::string> folders{stack_folder + "/profiles"};
  const std::string above = parent_directory(stack_folder);
  if (above.ends_with("/stacks")) folders.push_back(parent_directory(above) + "/profiles");
  folders.insert(folders.end(), request.shipped_profiles.begin(), request.shipped_profiles.end());
  return folders;
}

std::vector<std::string> applied_profiles(const LoadRequest& request, const Variables& early,
                                          const std::vector<ParsedFile>& parsed,
                                          const std::vector<std::string>& folders,
                                          const ProjectFiles& files) {
  std::vector<std::string> names = requested_profiles(request, early, parsed);
  if (!request.offline || folders.empty() || has(names, kOfflineProfile)) return names;
  if (files.exists(folders.front() + "/" + kOfflineProfile + ".yaml")) {
    names.emplace_back(kOfflineProfile);
  }
  return names;
}

std::vector<ProfileFile> list_profiles(const LoadRequest& request, const Files& system) {
  // What is wrong with a file, loading the stack with it tells.
  Diagnostics unreported;
  const ProjectFiles files(system, request.working_directory, unreported);
  const Variables early = early_variables(request, environment_files(request, files), files);
  const StackLocation location = locate_stack(request, early, files);
  LoadRequest anything = request;
  anything.no_profile = false;
  std::vector<ProfileFile> profiles;
  for (const std::string& folder : profile_folders(anything, location)) {
    for (const std::string& file : system.list(folder)) {
      const std::string name = profile_name(file);
      const bool known = std::any_of(profiles.begin(), profiles.end(),
                                     [&](const ProfileFile& other) { return other.name == name; });
      if (name.empty() || known) continue;
      if (auto profile = read_profile(name, folder + "/" + file, files)) {
        profiles.push_back(*std::move(profile));
      }
    }
  }
  const std::vector<ParsedFile> parsed = read_stack(location, files);
  const auto by_default = requested_profiles({}, Variables({}), parsed);
  const auto requested =
      applied_profiles(request, early, parsed, profile_folders(request, location), files);
  for (ProfileFile& profile : profiles) {
    profile.is_default = has(by_default, profile.name);
    profile.applies = has(requested, profile.name);
  }
  return profiles;
}

}  // namespace devstack::load

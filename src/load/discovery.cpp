// Finds the stack that is meant, and says what there is to choose from when it cannot.
#include "load/discovery.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <utility>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"

namespace devstack::load {

namespace {

using FileNames = std::span<const char* const>;

constexpr std::array<const char*, 2> kOwnNames{"stack.yaml", "stack.yml"};
constexpr std::array<const char*, 2> kOwnOverrides{"stack.override.yaml", "stack.override.yml"};
constexpr std::array<const char*, 4> kComposeNames{"compose.yaml", "compose.yml",
                                                   "docker-compose.yml", "docker-compose.yaml"};
constexpr std::array<const char*, 4> kComposeOverrides{
    "compose.override.yml", "compose.override.yaml", "docker-compose.override.yml",
    "docker-compose.override.yaml"};

struct NamedStack {
  std::string name;
  std::vector<std::string> files;
};

std::string join_path(std::string_view directory, std::string_view name) {
  return fmt::format("{}{}{}", directory, directory.ends_with('/') ? "" : "/", name);
}

std::optional<std::string> first_existing(const std::string& directory, FileNames names,
                                          const ProjectFiles& files) {
  for (const char* name : names) {
    std::string path = join_path(directory, name);
    if (files.exists(path)) return path;
  }
  return std::nullopt;
}

/// The stack file of a folder, with its automatic override file; empty when there is none.
std::vector<std::string> files_in(const std::string& directory, const ProjectFiles& files) {
  std::vector<std::string> found;
  FileNames overrides = kOwnOverrides;
  std::optional<std::string> main = first_existing(directory, kOwnNames, files);
  if (!main) {
    overrides = kComposeOverrides;
    main = first_existing(directory, kComposeNames, files);
  }
  if (!main) return found;
  found.push_back(*std::move(main));
  if (auto over = first_existing(directory, overrides, files)) found.push_back(*std::move(over));
  return found;
}

/// `directory` and the folders above it, nearest first.
std::vector<std::string> upwards(std::string directory) {
  std::vector<std::string> folders{directory};
  while (directory != "/" && !directory.empty() && directory != ".") {
    directory = parent_directory(directory);
    folders.push_back(directory);
  }
  return folders;
}

/// The stacks in a folder of stacks, by name.
std::vector<NamedStack> stacks_in(const std::string& folder, const ProjectFiles& files) {
  std::vector<NamedStack> stacks;
  for (const std::string& name : files.system().list(folder)) {
    std::vector<std::string> found = files_in(join_path(folder, name), files);
    if (!found.empty()) stacks.push_back({name, std::move(found)});
  }
  return stacks;
}

/// What the first comment line of a stack file says.
std::string description_of(const std::string& path, const ProjectFiles& files) {
  const SourceFilePtr file = files.source(path);
  if (file == nullptr) return {};
  for (std::string_view line : split(file->text, '\n')) {
    line = trim(line);
    if (line.starts_with('#')) {
      return terminal_safe(trim(line.substr(line.find_first_not_of("# \t"))));
    }
    if (!line.empty() && line != "---") break;
  }
  return {};
}

std::vector<std::string> listed_files(const std::vector<std::string>& names,
                                      std::string_view said_by, const ProjectFiles& files) {
  std::vector<std::string> found;
  for (const std::string& name : names) {
    std::string path = files.stack_path(name);
    if (files.system().is_directory(path)) {
      throw UsageError("DS1013", fmt::format("{} is a folder, not a stack file", name),
                       fmt::format("name the file in it: {}/stack.yaml", name));
    }
    if (!files.exists(path)) {
      throw UsageError("DS1013", fmt::format("the stack file {} does not exist", name),
                       fmt::format("it comes from {}; look for a typing error, or leave it out to "
                                   "find the stack by its usual names",
                                   said_by));
    }
    found.push_back(std::move(path));
  }
  return found;
}

std::vector<std::string> named_stack(const std::string& name, const LoadRequest& request,
                                     const ProjectFiles& files) {
  if (name.find('/') != std::string::npos || name.starts_with('.')) {
    throw UsageError("DS1012", fmt::format("\"{}\" is not the name of a stack", name),
                     "--stack takes a name; for a file use -f");
  }
  std::vector<std::string> folders;
  for (const std::string& folder : upwards(request.working_directory)) {
    folders.push_back(join_path(folder, "stacks"));
  }
  folders.insert(folders.end(), request.shipped_stacks.begin(), request.shipped_stacks.end());
  std::vector<std::string> known;
  for (const std::string& folder : folders) {
    std::vector<std::string> found = files_in(join_path(folder, name), files);
    if (!found.empty()) return found;
    for (const NamedStack& stack : stacks_in(folder, files)) {
      // A shipped stack may stand in the project, too.
      if (std::find(known.begin(), known.end(), stack.name) == known.end()) {
        known.push_back(stack.name);
      }
    }
  }
  std::string hint = did_you_mean(name, known);
  if (hint.empty()) {
    hint = known.empty() ? "there is no folder stacks/ with stacks in it, here or upwards"
                         : fmt::format("known stacks: {}", join(known, ", "));
  }
  throw UsageError("DS1012", fmt::format("there is no stack \"{}\"", name), std::move(hint));
}

[[noreturn]] void ask_to_choose(const std::vector<NamedStack>& stacks, const ProjectFiles& files) {
  UsageError error(
      "DS1011", fmt::format("there are {} stacks to choose from", stacks.size()),
      fmt::format("name one: devstack --stack {} …, or set DEVSTACK_STACK", stacks.front().name));
  std::size_t width = 0;
  for (const NamedStack& stack : stacks) width = std::max(width, display_width(stack.name));
  for (const NamedStack& stack : stacks) {
    const std::string description = description_of(stack.files.front(), files);
    error.add_detail(description.empty() ? stack.name
                                         : pad_right(stack.name, width) + "  " + description);
  }
  throw error;
}

std::vector<std::string> only_stack(const std::string& start, const ProjectFiles& files) {
  for (const std::string& folder : upwards(start)) {
    const std::vector<NamedStack> stacks = stacks_in(join_path(folder, "stacks"), files);
    if (stacks.size() == 1) return stacks.front().files;
    if (stacks.size() > 1) ask_to_choose(stacks, files);
  }
  return {};
}

std::vector<std::string> search(const std::string& start, const ProjectFiles& files) {
  for (const std::string& folder : upwards(start)) {
    std::vector<std::string> found = files_in(folder, files);
    if (!found.empty()) return found;
  }
  std::vector<std::string> found = only_stack(start, files);
  if (!found.empty()) return found;
  throw UsageError("DS1010", fmt::format("there is no stack in {} or above it", start),
                   "looked for stack.yaml, compose.yaml, compose.yml, docker-compose.yml and "
                   "docker-compose.yaml, then for stacks/; name a file with -f FILE");
}

std::vector<std::string> files_of_variable(const Variables& variables) {
  std::vector<std::string> names;
  const std::string separator = variables.find("COMPOSE_PATH_SEPARATOR").value_or(":");
  const std::string value = variables.find("COMPOSE_FILE").value_or("");
  std::size_t begin = 0;
  while (begin <= value.size() && !value.empty()) {
    const std::size_t end = separator.empty() ? std::string::npos : value.find(separator, begin);
    std::string name = value.substr(begin, end == std::string::npos ? end : end - begin);
    if (!name.empty()) names.push_back(std::move(name));
    if (end == std::string::npos) break;
    begin = end + separator.size();
  }
  return names;
}

std::vector<std::string> choose_files(const LoadRequest& request, const Variables& variables,
                                      const std::string& start, const ProjectFiles& files) {
  if (!request.files.empty()) return listed_files(request.files, "-f", files);
  std::string name = request.stack_name;
  if (name.empty()) name = variables.find("DEVSTACK_STACK").value_or("");
  if (!name.empty()) return named_stack(name, request, files);
  const std::vector<std::string> listed = files_of_variable(variables);
  if (!listed.empty()) return listed_files(listed, "COMPOSE_FILE", files);
  return search(start, files);
}

}  // namespace

StackLocation locate_stack(const LoadRequest& request, const Variables& variables,
                           const ProjectFiles& files) {
  StackLocation location;
  const std::string named =
      request.project_directory.empty() ? std::string() : files.absolute(request.project_directory);
  location.files =
      choose_files(request, variables, named.empty() ? request.working_directory : named, files);
  location.directory = named.empty() ? files.folder_of(location.files.front()) : named;
  return location;
}

}  // namespace devstack::load

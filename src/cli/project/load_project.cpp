// Loading and the checks that only make sense on a whole stack.
#include "cli/project/load_project.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"
#include "devstack/graph/dependency_graph.hpp"
#include "devstack/host/paths.hpp"
#include "devstack/load/profile_files.hpp"

namespace devstack::cli {
namespace {

void show_warnings(const Diagnostics& diagnostics) {
  for (const auto& found : diagnostics.sorted()) {
    if (found.severity == Severity::kWarning) write_error(render(found));
  }
}

/// The profile that --offline has added, with what it says of itself.
void tell_offline_profile(const load::LoadRequest& request) {
  const auto& named = request.profiles;
  if (std::find(named.begin(), named.end(), "offline") != named.end()) return;
  for (const auto& profile : load::list_profiles(request, load::system_files())) {
    if (profile.name != "offline" || !profile.applies) continue;
    write_error(fmt::format("warning: with --offline the profile offline applies: {}\n",
                            terminal_safe(profile.description)));
  }
}

/// As the shell names it, symbolic links and all, if that is true; Compose does the same.
std::string working_directory(const load::Environment& environment) {
  std::error_code error;
  const auto named = environment.find("PWD");
  if (named != environment.end() && named->second.starts_with('/') &&
      std::filesystem::equivalent(named->second, ".", error)) {
    return named->second;
  }
  const auto path = std::filesystem::current_path(error);
  if (error) throw HostError("cannot find", "the working directory", error.value());
  return path.string();
}

std::vector<std::string> one_if_there(const std::string& folder) {
  return folder.empty() ? std::vector<std::string>{} : std::vector<std::string>{folder};
}

}  // namespace

load::LoadRequest load_request(const CommandContext& context,
                               const std::vector<std::string>& services) {
  const auto& global = context.global;
  const auto paths = host::find_install_paths();
  load::LoadRequest request;
  request.working_directory = working_directory(context.environment);
  request.environment = context.environment;
  // Compose sets it even where the shell did not.
  request.environment["PWD"] = request.working_directory;
  request.files = global.files;
  request.stack_name = global.stack_name;
  request.project_name = global.project_name;
  request.project_directory = global.project_directory;
  request.env_files = global.env_files;
  request.profiles = global.profiles;
  request.no_profile = global.no_profile;
  request.use = global.use;
  request.port_offset = global.port_offset;
  request.offline = global.offline;
  request.shipped_stacks = one_if_there(paths.stacks);
  request.shipped_profiles = one_if_there(paths.profiles);
  request.services = services;
  return request;
}

load::Loaded load_project(const CommandContext& context, const load::LoadRequest& request) {
  auto loaded = load::load_stack(request, load::system_files());
  // On a stack with errors the graph would only repeat them.
  if (!loaded.diagnostics.has_errors() && request.phases.consistency) {
    graph::check_cycles(loaded.stack, loaded.diagnostics);
    graph::check_tiers(loaded.stack, loaded.diagnostics);
  }
  loaded.diagnostics.throw_if_errors();
  if (context.global.quiet) return loaded;
  show_warnings(loaded.diagnostics);
  if (request.offline) tell_offline_profile(request);
  return loaded;
}

load::Loaded load_project(const CommandContext& context, const std::vector<std::string>& services) {
  return load_project(context, load_request(context, services));
}

void check_services(const model::Stack& stack, const std::vector<std::string>& services) {
  for (const auto& name : services) {
    if (stack.services.contains(name)) continue;
    std::vector<std::string> known;
    for (const auto& [key, service] : stack.services) known.push_back(key);
    const std::string guess = did_you_mean(name, known);
    throw UsageError(fmt::format("there is no service \"{}\" in project {}", name, stack.project),
                     guess.empty() ? "services: " + join(known, ", ") : guess);
  }
}

bool profiles_are_chosen(const CommandContext& context) {
  return !context.global.profiles.empty() || context.global.no_profile ||
         context.environment.contains("DEVSTACK_PROFILE");
}

}  // namespace devstack::cli

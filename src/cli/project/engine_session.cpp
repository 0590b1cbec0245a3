// Connecting, and finding out which profiles run.
#include "cli/project/engine_session.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "cli/project/docker_host.hpp"
#include "cli/project/engine_facts.hpp"
#include "cli/project/load_project.hpp"
#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::cli {
namespace {

io::Endpoint endpoint_of(const CommandContext& context) {
  const auto files = load::system_files();
  return engine::parse_host(docker_host(context.global.host, context.environment, files.read));
}

/// Service, then number: "10" comes after "9".
std::tuple<std::string, std::size_t, std::string> place_of(
    const engine::ContainerSummary& container) {
  const std::string number = label(container, model::labels::kContainerNumber);
  return {label(container, model::labels::kService), number.size(), number};
}

/// How this folder was last brought up, as the newest of its containers says.
struct LastRun {
  std::vector<std::string> profiles;
  std::vector<std::pair<std::string, std::string>> use;  ///< role and choice
};

LastRun read_last_run(const engine::ContainerSummary& container) {
  LastRun run;
  for (const auto name : split(container.labels.at(model::labels::kProfiles), ',')) {
    if (!name.empty()) run.profiles.emplace_back(name);
  }
  const std::string uses = label(container, model::labels::kUse);
  for (const auto use : split(uses, ',')) {
    const auto equals = use.find('=');
    if (equals != std::string_view::npos) {
      run.use.emplace_back(use.substr(0, equals), use.substr(equals + 1));
    }
  }
  return run;
}

/// Empty: nothing of the folder exists.
Task<std::optional<LastRun>> last_run(EngineSession& engine, std::string directory) {
  co_await engine.client.connect();
  const std::vector<std::string> filters{std::string(model::labels::kWorkingDir) + "=" + directory};
  const auto containers = co_await engine.client.list_containers(filters);
  const engine::ContainerSummary* newest = nullptr;
  for (const auto& container : containers) {
    if (!container.labels.contains(model::labels::kProfiles)) continue;
    if (newest == nullptr || newest->created < container.created) newest = &container;
  }
  if (newest == nullptr) co_return std::nullopt;
  co_return read_last_run(*newest);
}

bool can_be_used(const std::pair<std::string, std::string>& use, const load::Loaded& loaded) {
  for (const model::Substitution& role : loaded.stack.extension.substitutions) {
    if (role.role != use.first) continue;
    const model::Choice* const choice = role.find(use.second);
    if (choice == nullptr) return false;
    const auto& needed = choice->requires_environment;
    return std::all_of(needed.begin(), needed.end(), [&loaded](const std::string& name) {
      const auto known = loaded.variables.find(name);
      return known != loaded.variables.end() && !known->second.value.empty();
    });
  }
  return false;
}

/// The stack may have been edited since, and this shell may lack a variable that the other had.
void keep_usable(LastRun& run, const load::Loaded& loaded) {
  std::erase_if(run.use, [&loaded](const auto& use) { return !can_be_used(use, loaded); });
}

}  // namespace

EngineSession::EngineSession(const CommandContext& context)
    : transport(io::make_transport(loop)), client(*transport, loop, endpoint_of(context)) {}

Task<ProjectOnEngine> open_project(EngineSession& engine, const model::Stack& stack,
                                   const load::Environment& environment) {
  co_await engine.client.connect();
  const std::string home = host::state_home(environment);
  auto info = co_await engine_facts(engine.client, home);
  host::StateStore state(home, info.id, stack.id);
  co_return ProjectOnEngine{std::move(info), std::move(state)};
}

namespace {

/// Project names in this folder, each with the profiles of its last `up`.
Task<std::map<std::string, std::string>> projects_of_folder(EngineSession& engine,
                                                            std::string directory) {
  co_await engine.client.connect();
  const std::vector<std::string> filters{std::string(model::labels::kWorkingDir) + "=" + directory};
  const auto containers = co_await engine.client.list_containers(filters);
  std::map<std::string, std::string> projects;
  for (const auto& container : containers) {
    std::string& profiles = projects[label(container, model::labels::kProject)];
    if (profiles.empty()) profiles = label(container, model::labels::kProfiles);
  }
  co_return projects;
}

bool project_is_chosen(const CommandContext& context) {
  return profiles_are_chosen(context) || !context.global.project_name.empty() ||
         context.environment.contains("COMPOSE_PROJECT_NAME");
}

}  // namespace

void refuse_several_projects(const CommandContext& context, EngineSession& engine,
                             const model::Stack& stack, const std::string& command) {
  if (project_is_chosen(context)) return;
  const auto projects = engine.loop.run(projects_of_folder(engine, stack.directory));
  if (projects.size() < 2) return;
  UsageError error("DS1016",
                   "several projects of this folder exist, and nothing says which is meant",
                   "choose one: devstack -p PROJECT " + command);
  for (const auto& [name, profiles] : projects) {
    std::string line = "project  " + name;
    if (!profiles.empty()) {
      line += "  devstack";
      for (const auto profile : split(profiles, ',')) line += " --profile " + std::string(profile);
      line += " " + command;
    }
    error.add_detail(line);
  }
  throw error;
}

load::Loaded load_running_project(const CommandContext& context, EngineSession& engine,
                                  const std::vector<std::string>& services) {
  auto request = load_request(context, services);
  auto loaded = load_project(context, request);
  const bool chosen = profiles_are_chosen(context);
  const bool may_differ = request.use.empty() && !loaded.stack.extension.substitutions.empty();
  if (!chosen || may_differ) {
    auto run = engine.loop.run(last_run(engine, loaded.stack.directory));
    if (run) keep_usable(*run, loaded);
    const bool other_profiles = run && !chosen && run->profiles != loaded.stack.profiles;
    const bool other_use = run && may_differ && !run->use.empty() &&
                           (other_profiles || run->profiles == loaded.stack.profiles);
    if (other_use) request.use = run->use;
    if (other_profiles) {
      request.profiles = run->profiles;
      request.no_profile = run->profiles.empty();
    }
    if (other_use || other_profiles) loaded = load_project(context, request);
  }
  check_services(loaded.stack, services);
  return loaded;
}

bool is_one_off(const engine::ContainerSummary& container) {
  return engine::label(container, model::labels::kOneOff) == "True";
}

Task<std::vector<engine::ContainerSummary>> list_project(engine::Client& client,
                                                         const model::Stack& stack,
                                                         OneOffs one_offs) {
  std::vector<std::string> filters{std::string(model::labels::kProject) + "=" + stack.project};
  auto containers = co_await client.list_containers(std::move(filters));
  std::erase_if(containers, [&stack, one_offs](const engine::ContainerSummary& container) {
    return !reconcile::belongs_to(stack, container.labels) ||
           (one_offs == OneOffs::kWithout && is_one_off(container));
  });
  std::sort(containers.begin(), containers.end(), [](const auto& a, const auto& b) {
    return std::pair(is_one_off(a), place_of(a)) < std::pair(is_one_off(b), place_of(b));
  });
  co_return containers;
}

bool addresses_reachable(const io::Endpoint& endpoint, const engine::EngineInfo& info) {
  const bool in_machine = info.operating_system.find("Docker Desktop") != std::string::npos;
  const bool rootless = std::any_of(
      info.security_options.begin(), info.security_options.end(),
      [](const std::string& option) { return option.find("rootless") != std::string::npos; });
  return !endpoint.unix_path.empty() && !in_machine && !rootless;
}

}  // namespace devstack::cli

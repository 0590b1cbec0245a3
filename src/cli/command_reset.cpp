// `devstack reset`: deletes the declared, owned volumes, and starts again.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/converge.hpp"
#include "cli/engine_session.hpp"
#include "cli/locked_project.hpp"
#include "cli/take_down.hpp"
#include "devstack/base/error.hpp"
#include "devstack/graph/dependency_graph.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::cli {
namespace {

/// Throws UsageError where a question would be needed and nobody can answer.
bool confirmed(const CommandContext& context, const ResetArguments& arguments,
               const std::string& project, const std::string& table) {
  if (!context.global.quiet) {
    write_error(fmt::format("reset {} deletes the data of these volumes:\n{}", project, table));
  }
  if (arguments.yes) return true;
  if (!context.console.input_is_terminal || context.global.no_input) {
    throw UsageError("reset deletes data and cannot ask here",
                     "devstack reset --yes deletes the volumes above");
  }
  return ask("Delete them?");
}

/// Containers have to go before their volumes: those of the services, and of all that use them.
std::vector<std::string> services_to_stop(const model::Stack& stack,
                                          const std::vector<std::string>& services) {
  std::vector<std::string> stopped = services;
  for (const auto& service : services) {
    for (const auto& dependent : graph::dependents(stack, service)) stopped.push_back(dependent);
  }
  return stopped;
}

Task<ExitCode> reset(const CommandContext& context, EngineSession& engine,
                     const model::Stack& stack, const ResetArguments& arguments) {
  const auto began = engine.loop.now();
  const reconcile::ObserveRequest request{reconcile::ObserveRequest::Images::kNone};
  auto locked = co_await lock_project(context, engine, stack, request);
  auto& project = locked.project;
  const auto& observed = locked.observed;
  const auto volumes = reconcile::removable_volumes(stack, observed, arguments.services);
  if (volumes.empty()) {
    write_error("there is no data to delete.\n");
  } else {
    const auto table = co_await describe_volumes(engine.client, volumes, engine.loop.system_now());
    if (!confirmed(context, arguments, stack.project, table)) {
      write_error("nothing was changed.\n");
      co_return ExitCode::kOk;
    }
    reconcile::DownOptions options;
    options.services = services_to_stop(stack, arguments.services);
    options.remove_networks = false;
    options.volumes = names_of(volumes);
    options.stop_grace = arguments.stop_grace;
    const auto code =
        co_await take_down(context, engine, project, stack, observed, std::move(options), "reset");
    if (code != ExitCode::kOk) co_return code;
  }
  if (arguments.no_start) co_return ExitCode::kOk;
  const UpArguments up;
  co_return co_await converge(context, engine, project, stack, up, began, "up");
}

}  // namespace

ExitCode run_reset(const CommandContext& context, const ResetArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  refuse_several_projects(context, engine, loaded.stack, "reset");
  return engine.loop.run(reset(context, engine, loaded.stack, arguments));
}

}  // namespace devstack::cli

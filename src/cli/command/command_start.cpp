// `devstack start` and `restart`: containers that exist run (again), in order, until they are
// ready.
#include "cli/commands.hpp"
#include "cli/converge/converge.hpp"
#include "cli/converge/start_containers.hpp"
#include "cli/project/engine_session.hpp"

namespace devstack::cli {
ExitCode run_start(const CommandContext& context, const StartArguments& arguments) {
  const auto began = std::chrono::steady_clock::now();
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  reconcile::UpOptions options;
  options.services = arguments.services;
  WayUp way{std::move(options), "start", began};
  return engine.loop.run(
      start_containers(context, engine, loaded.stack, reconcile::plan_start, std::move(way)));
}

ExitCode run_restart(const CommandContext& context, const RestartArguments& arguments) {
  const auto began = std::chrono::steady_clock::now();
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  refuse_several_projects(context, engine, loaded.stack, "restart");
  reconcile::UpOptions options;
  options.services = arguments.services;
  options.dependencies = !arguments.no_deps;
  options.stop_grace = arguments.stop_grace;
  WayUp way{std::move(options), "restart", began};
  return engine.loop.run(
      start_containers(context, engine, loaded.stack, reconcile::plan_restart, std::move(way)));
}

}  // namespace devstack::cli

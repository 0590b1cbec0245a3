// `devstack start` and `restart`: containers that exist run (again), in order, until they are
// ready.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/converge.hpp"
#include "cli/engine_session.hpp"
#include "cli/locked_project.hpp"
#include "devstack/data/journal.hpp"
#include "devstack/reconcile/mock_service.hpp"

namespace devstack::cli {
namespace {

using Planner = reconcile::Plan (*)(const model::Stack&, const reconcile::Observed&,
                                    const reconcile::UpOptions&);

Task<ExitCode> start(const CommandContext& context, EngineSession& engine,
                     const model::Stack& stack, Planner make_plan, WayUp way) {
  const reconcile::ObserveRequest everything;
  auto locked = co_await lock_project(context, engine, stack, everything);
  data::refuse_unfinished(locked.project.state);
  if (locked.observed.containers.empty() && locked.observed.processes.empty()) {
    throw Error(ExitCode::kNothingRuns, "DS3114",
                fmt::format("{} has no container to {}", stack.project, way.verb), "devstack up");
  }
  const reconcile::ImplementedStack implemented(stack,
                                                reconcile::running_mocks(stack, locked.observed));
  const auto plan = make_plan(implemented.get(), locked.observed, way.options);
  co_return co_await carry_out(context, engine, locked.project, implemented.get(), locked.observed,
                               plan, std::move(way));
}

}  // namespace

ExitCode run_start(const CommandContext& context, const StartArguments& arguments) {
  const auto began = std::chrono::steady_clock::now();
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  reconcile::UpOptions options;
  options.services = arguments.services;
  WayUp way{std::move(options), "start", began};
  return engine.loop.run(
      start(context, engine, loaded.stack, reconcile::plan_start, std::move(way)));
}

ExitCode run_restart(const CommandContext& context, const RestartArguments& arguments) {
  const auto began = std::chrono::steady_clock::now();
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  reconcile::UpOptions options;
  options.services = arguments.services;
  options.dependencies = !arguments.no_deps;
  options.stop_grace = arguments.stop_grace;
  WayUp way{std::move(options), "restart", began};
  return engine.loop.run(
      start(context, engine, loaded.stack, reconcile::plan_restart, std::move(way)));
}

}  // namespace devstack::cli

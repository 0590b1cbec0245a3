#include "cli/converge/start_containers.hpp"

#include <fmt/format.h>

#include <utility>

#include "cli/project/locked_project.hpp"
#include "devstack/data/journal.hpp"
#include "devstack/reconcile/mock_service.hpp"

namespace devstack::cli {

Task<ExitCode> start_containers(const CommandContext& context, EngineSession& engine,
                                const model::Stack& stack, StartPlanner make_plan, WayUp way) {
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

}  // namespace devstack::cli

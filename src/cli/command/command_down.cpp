// `devstack down`: everything of the project, all profiles. Data only with -v.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/converge/take_down.hpp"
#include "cli/data/delete_volumes.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/locked_project.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::cli {
namespace {

Deletion deletion_of(const DownArguments& arguments) {
  Deletion deletion;
  deletion.down.services = arguments.services;
  deletion.down.remove_networks = arguments.services.empty();
  deletion.down.stop_grace = arguments.stop_grace;
  deletion.verb = "down";
  deletion.again = "devstack down -v";
  for (const auto& service : arguments.services) deletion.again += " " + service;
  if (arguments.no_snapshot) deletion.way_back = Deletion::WayBack::kNone;
  return deletion;
}

Task<ExitCode> down(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
                    const DownArguments& arguments) {
  reconcile::ObserveRequest request{reconcile::ObserveRequest::Images::kNone};
  request.depth = reconcile::ObserveRequest::Depth::kLists;
  auto locked = co_await lock_project(context, engine, stack, request);
  const DataWork work{context, engine, stack, locked};
  auto deletion = deletion_of(arguments);
  if (arguments.volumes) {
    const auto volumes = reconcile::removable_volumes(stack, locked.observed, arguments.services);
    if (!volumes.empty()) {
      // Where nobody can answer, -v is the consent, as in Compose.
      const bool asked = !arguments.yes && can_ask(context);
      const auto table =
          co_await describe_volumes(engine, volumes, asked ? Sizes::kShown : Sizes::kLeftOut);
      write_error("This deletes data:\n" + table);
      if (asked && !ask("Delete these volumes?")) {
        write_error("nothing was changed.\n");
        co_return ExitCode::kOk;
      }
      // The way back remembers which jobs are done.
      request.depth = reconcile::ObserveRequest::Depth::kWhole;
      locked.observed =
          co_await reconcile::observe(engine.client, stack, locked.project.state, request);
    }
    deletion.down.volumes = names_of(volumes);
    deletion.verb = "down -v";
  }
  co_return co_await delete_volumes(work, std::move(deletion));
}

}  // namespace

ExitCode run_down(const CommandContext& context, const DownArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  refuse_several_projects(context, engine, loaded.stack, "down");
  return engine.loop.run(down(context, engine, loaded.stack, arguments));
}

}  // namespace devstack::cli

// `devstack down`: everything of the project, all profiles. Data only with -v.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/engine_session.hpp"
#include "cli/locked_project.hpp"
#include "cli/take_down.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::cli {
namespace {

bool may_delete(const CommandContext& context, const DownArguments& arguments,
                const std::string& table) {
  const bool can_ask = context.console.input_is_terminal && !context.global.no_input;
  write_error("This deletes data:\n" + table);
  // Where nobody can answer, -v is the consent, as in Compose.
  if (arguments.yes || !can_ask) return true;
  return ask("Delete these volumes?");
}

Task<ExitCode> down(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
                    const DownArguments& arguments) {
  const reconcile::ObserveRequest request{reconcile::ObserveRequest::Images::kNone};
  auto locked = co_await lock_project(context, engine, stack, request);
  const auto& observed = locked.observed;
  reconcile::DownOptions options;
  options.services = arguments.services;
  options.remove_networks = arguments.services.empty();
  options.stop_grace = arguments.stop_grace;
  if (arguments.volumes) {
    const auto volumes = reconcile::removable_volumes(stack, observed, arguments.services);
    if (!volumes.empty()) {
      const auto table =
          co_await describe_volumes(engine.client, volumes, engine.loop.system_now());
      if (!may_delete(context, arguments, table)) {
        write_error("nothing was changed.\n");
        co_return ExitCode::kOk;
      }
    }
    options.volumes = names_of(volumes);
  }
  co_return co_await take_down(context, engine, locked.project, stack, observed, std::move(options),
                               "down");
}

}  // namespace

ExitCode run_down(const CommandContext& context, const DownArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  refuse_several_projects(context, engine, loaded.stack, "down");
  return engine.loop.run(down(context, engine, loaded.stack, arguments));
}

}  // namespace devstack::cli

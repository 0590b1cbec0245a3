// `devstack down`: everything of the project, all profiles. Data only with -v.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/engine_session.hpp"
#include "cli/load_project.hpp"
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
  auto project = co_await open_project(engine, stack, context.environment);
  const auto lock =
      co_await project.state.lock(engine.loop, context.global.lock_timeout, context.command_line);
  co_await let_cut_off_run_settle(engine, project, stack);
  reconcile::ObserveRequest request;
  request.images = reconcile::ObserveRequest::Images::kNone;
  const auto observed = co_await reconcile::observe(engine.client, stack, project.state, request);
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
  co_return co_await take_down(context, engine, project, stack, observed, std::move(options),
                               "down");
}

}  // namespace

ExitCode run_down(const CommandContext& context, const DownArguments& arguments) {
  const auto loaded = load_project(context, std::vector<std::string>{});
  check_services(loaded.stack, arguments.services);
  EngineSession engine(context);
  return engine.loop.run(down(context, engine, loaded.stack, arguments));
}

}  // namespace devstack::cli

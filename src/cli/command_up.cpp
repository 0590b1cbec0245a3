// `devstack up`: load, connect, lock, converge; then, with --follow, the logs.
#include "cli/budget_check.hpp"
#include "cli/commands.hpp"
#include "cli/converge.hpp"
#include "cli/engine_session.hpp"
#include "cli/load_project.hpp"

namespace devstack::cli {
namespace {

Task<ExitCode> up(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
                  const UpArguments& arguments, SteadyTime began) {
  auto project = co_await open_project(engine, stack, context.environment);
  if (arguments.dry_run) {
    co_return co_await converge(context, engine, project, stack, arguments, began, "up");
  }
  const auto lock =
      co_await project.state.lock(engine.loop, context.global.lock_timeout, context.command_line);
  co_return co_await converge(context, engine, project, stack, arguments, began, "up");
}

/// Of what is named on the command line only a part is started: the sum says nothing of that.
void check_budget(const model::Stack& stack, const UpArguments& arguments) {
  if (!arguments.services.empty() || arguments.dry_run) return;
  if (const auto excess = budget_excess(stack)) throw Error(*excess);
}

}  // namespace

ExitCode run_up(const CommandContext& context, const UpArguments& arguments) {
  const auto began = std::chrono::steady_clock::now();
  auto loaded = load_project(context, arguments.services);
  check_services(loaded.stack, arguments.services);
  apply_scale(loaded.stack, arguments.scale);
  check_budget(loaded.stack, arguments);
  ExitCode code = ExitCode::kOk;
  {
    EngineSession engine(context);
    code = engine.loop.run(up(context, engine, loaded.stack, arguments, began));
  }
  if (code != ExitCode::kOk || !arguments.follow) return code;
  LogsArguments logs;
  logs.services = arguments.services;
  logs.follow = true;
  logs.tail = "0";
  return run_logs(context, logs);
}

}  // namespace devstack::cli

// `devstack up`: load, connect, lock, converge; then, if asked to, stay.
#include <fmt/format.h>

#include <optional>
#include <utility>

#include "cli/check/budget_check.hpp"
#include "cli/commands.hpp"
#include "cli/converge/converge.hpp"
#include "cli/converge/follow_up.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/load_project.hpp"
#include "devstack/base/units.hpp"

namespace devstack::cli {
namespace {

Task<ExitCode> up(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
                  const UpArguments& arguments, SteadyTime began) {
  auto project = co_await open_project(engine, stack, context.environment);
  if (arguments.dry_run) {
    co_return co_await converge(context, engine, project, stack, arguments, began, "up");
  }
  const auto lock = co_await project.state.lock(engine.loop, context.global.lock_timeout);
  co_return co_await converge(context, engine, project, stack, arguments, began, "up");
}

/// Beyond its deadline a run still tells what it has left running.
constexpr Duration kLastWords{5'000};

/// The run itself keeps to --wait-timeout; here it ends looks at an engine that never answers.
Task<ExitCode> up_in_time(const CommandContext& context, EngineSession& engine,
                          const model::Stack& stack, const UpArguments& arguments,
                          SteadyTime began) {
  Task<ExitCode> whole = up(context, engine, stack, arguments, began);
  if (!arguments.wait_timeout) co_return co_await whole;
  const Duration limit = *arguments.wait_timeout + kLastWords;
  auto limited = io::with_deadline(static_cast<Clock&>(engine.loop), limit, std::move(whole));
  const std::optional<ExitCode> code = co_await limited;
  if (code) co_return *code;
  throw Error(ExitCode::kDeadline, "DS3110",
              fmt::format("up was not done within {}: the engine does not answer",
                          format_duration(*arguments.wait_timeout)),
              "devstack doctor");
}

/// Of what is named on the command line only a part is started: the sum says nothing of that.
void check_budget(const model::Stack& stack, const UpArguments& arguments) {
  if (!arguments.services.empty()) return;
  if (const auto excess = budget_excess(stack)) throw Error(*excess);
}

}  // namespace

ExitCode run_up(const CommandContext& context, const UpArguments& arguments) {
  const auto began = std::chrono::steady_clock::now();
  const auto began_at = std::chrono::system_clock::now();
  auto loaded = load_project(context, arguments.services);
  check_services(loaded.stack, arguments.services);
  check_following(loaded, arguments);
  apply_scale(loaded.stack, arguments.scale);
  if (!arguments.dry_run) check_budget(loaded.stack, arguments);
  const bool aborts = arguments.following.abort != FollowArguments::Abort::kNever;
  UpArguments starting = arguments;
  // What ends by itself, a test run, must be seen ending and not be waited for.
  starting.no_wait = starting.no_wait || aborts;
  ExitCode code = ExitCode::kOk;
  {
    EngineSession engine(context);
    code = engine.loop.run(up_in_time(context, engine, loaded.stack, starting, began));
  }
  if (arguments.dry_run) check_budget(loaded.stack, arguments);
  if (arguments.dry_run || !stays(arguments)) return code;
  if (code == ExitCode::kOk) return follow_up(context, loaded, arguments, began_at);
  return aborts ? stop_after(context, loaded, arguments, code) : code;
}

}  // namespace devstack::cli

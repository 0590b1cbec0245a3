// `devstack watch`: as `up --watch`, without the logs.
#include <csignal>
#include <initializer_list>
#include <utility>

#include "cli/commands.hpp"
#include "cli/converge/converge.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/load_project.hpp"
#include "cli/watch/watch_rules.hpp"
#include "cli/watch/watch_session.hpp"

namespace devstack::cli {
namespace {

constexpr std::initializer_list<int> kEndingSignals = {SIGINT, SIGTERM, SIGHUP};

Task<void> ending_signal(EngineSession& engine) {
  const int number = co_await engine.loop.next_signal(kEndingSignals);
  throw Interrupted(number);
}

Task<ExitCode> start_first(const CommandContext& context, EngineSession& engine,
                           ProjectOnEngine& project, const model::Stack& stack,
                           const WatchArguments& arguments) {
  UpArguments up;
  up.services = arguments.services;
  up.build = true;
  const auto lock = co_await project.state.lock(engine.loop, context.global.lock_timeout);
  co_return co_await converge(context, engine, project, stack, up, engine.loop.now(), "up");
}

Task<ExitCode> watch(const CommandContext& context, EngineSession& engine,
                     const load::Loaded& loaded, const WatchArguments& arguments,
                     std::vector<watch::Rule> rules) {
  auto project = co_await open_project(engine, loaded.stack, context.environment);
  if (!arguments.no_up) {
    const auto code = co_await start_first(context, engine, project, loaded.stack, arguments);
    if (code != ExitCode::kOk) co_return code;
  }
  WatchRun run{context,
               engine,
               project,
               loaded,
               watch_matchers(rules, loaded.stack, load::system_files()),
               arguments.prune,
               arguments.quiet};
  TaskSet<bool, void> race;
  race.add(false, ending_signal(engine));
  race.add(true, watch_files(std::move(run)));
  auto first = co_await race.next();
  first.task.take();
  co_return ExitCode::kOk;
}

}  // namespace

ExitCode run_watch(const CommandContext& context, const WatchArguments& arguments) {
  const auto loaded = load_project(context, arguments.services);
  check_services(loaded.stack, arguments.services);
  std::vector<std::string> notes;
  auto rules = watch_rules(loaded, arguments.services, notes);
  for (const std::string& note : notes) write_error("warning: " + note + "\n");
  EngineSession engine(context);
  return engine.loop.run(watch(context, engine, loaded, arguments, std::move(rules)));
}

}  // namespace devstack::cli

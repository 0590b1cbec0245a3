// `devstack pull`: images, side by side, with the progress of `up`.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/engine_session.hpp"
#include "cli/load_project.hpp"
#include "cli/locked_project.hpp"
#include "cli/run_plan.hpp"
#include "cli/run_summary.hpp"
#include "devstack/base/units.hpp"

namespace devstack::cli {
namespace {

reconcile::PullOptions options_of(const PullArguments& arguments) {
  using Which = reconcile::PullOptions::Which;
  reconcile::PullOptions options;
  options.services = arguments.services;
  options.dependencies = arguments.dependencies;
  if (arguments.policy == "missing") options.which = Which::kMissing;
  if (arguments.policy == "always") options.which = Which::kAll;
  return options;
}

RunFinished end_of(const reconcile::Plan& plan, const reconcile::Report& report) {
  std::size_t done = 0;
  for (const auto& entry : report.steps) {
    if (entry.state == reconcile::StepState::kDone) ++done;
  }
  RunFinished end;
  end.ok = report.ok();
  end.took = report.took;
  const std::size_t all = plan.steps.size();
  end.summary = end.ok ? fmt::format("{} image{} pulled in {}", all, all == 1 ? "" : "s",
                                     format_duration(end.took))
                       : fmt::format("{} of {} images pulled", done, all);
  return end;
}

Task<ExitCode> pull(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
                    const PullArguments& arguments) {
  const reconcile::ObserveRequest everything;
  auto locked = co_await lock_project(context, engine, stack, everything);
  const auto plan = reconcile::plan_pull(stack, locked.observed, options_of(arguments));
  const auto renderer = make_renderer(context, engine.loop);
  if (plan.steps.empty()) {
    RunFinished end;
    end.summary = "nothing to pull";
    renderer->on_event(end);
    co_return ExitCode::kOk;
  }
  reconcile::UpOptions options;
  options.pull = true;
  options.offline = context.global.offline;
  PlanRun run{context,
              engine,
              locked.project,
              stack,
              locked.observed,
              plan,
              *renderer,
              "pull",
              {},
              std::move(options),
              reconcile::OnFailure::kFinishIndependent,
              std::nullopt};
  const auto report = co_await run_plan(std::move(run));
  renderer->on_event(end_of(plan, report));
  co_return arguments.ignore_failures ? ExitCode::kOk : exit_code_of(report);
}

}  // namespace

ExitCode run_pull(const CommandContext& context, const PullArguments& arguments) {
  const auto loaded = load_project(context, arguments.services);
  check_services(loaded.stack, arguments.services);
  EngineSession engine(context);
  if (!arguments.quiet) return engine.loop.run(pull(context, engine, loaded.stack, arguments));
  Console quiet = context.console;
  quiet.progress = ui::Mode::kQuiet;
  const CommandContext silent{context.global, context.environment, quiet, context.command_line};
  return engine.loop.run(pull(silent, engine, loaded.stack, arguments));
}

}  // namespace devstack::cli

// `devstack pull`: images, side by side, with the progress of `up`.
#include "cli/commands.hpp"
#include "cli/converge/image_run.hpp"
#include "cli/project/load_project.hpp"

namespace devstack::cli {
namespace {

Task<ExitCode> pull(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
                    const PullArguments& arguments) {
  const reconcile::ObserveRequest everything;
  auto locked = co_await lock_project(context, engine, stack, everything);
  reconcile::PullOptions choice;
  choice.services = arguments.services;
  choice.dependencies = arguments.dependencies;
  choice.policy = arguments.policy;
  choice.ignore_buildable = arguments.ignore_buildable;
  auto plan = reconcile::plan_pull(stack, locked.observed, choice);
  reconcile::UpOptions options;
  options.pull_policy = "always";
  options.no_build = true;
  options.offline = context.global.offline;
  const auto failures = arguments.ignore_failures ? ImageFailures::kIgnore : ImageFailures::kCount;
  ImageRun run{context, engine,   locked,  stack, std::move(plan), std::move(options),
               "pull",  "pulled", failures};
  co_return co_await run_images(std::move(run));
}

}  // namespace

ExitCode run_pull(const CommandContext& context, const PullArguments& arguments) {
  const auto loaded = load_project(context, arguments.services);
  check_services(loaded.stack, arguments.services);
  EngineSession engine(context);
  const ShownContext shown(context, arguments.quiet ? Shown::kFailures : Shown::kAll);
  return engine.loop.run(pull(shown.get(), engine, loaded.stack, arguments));
}

}  // namespace devstack::cli

// `devstack push`: images of services with a build, to their registries.
#include "cli/commands.hpp"
#include "cli/converge/image_run.hpp"
#include "cli/project/load_project.hpp"

namespace devstack::cli {
namespace {

Task<ExitCode> push(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
                    const PushArguments& arguments) {
  reconcile::ObserveRequest nothing;
  nothing.images = reconcile::ObserveRequest::Images::kNone;
  auto locked = co_await lock_project(context, engine, stack, std::move(nothing));
  reconcile::BuildSelection selection;
  selection.services = arguments.services;
  selection.dependencies = arguments.dependencies;
  auto plan = reconcile::plan_push(stack, selection);
  const auto failures = arguments.ignore_failures ? ImageFailures::kIgnore : ImageFailures::kCount;
  ImageRun run{context, engine, locked, stack, std::move(plan), {}, "push", "pushed", failures};
  co_return co_await run_images(std::move(run));
}

}  // namespace

ExitCode run_push(const CommandContext& context, const PushArguments& arguments) {
  const auto loaded = load_project(context, arguments.services);
  check_services(loaded.stack, arguments.services);
  EngineSession engine(context);
  const ShownContext shown(context, arguments.quiet ? Shown::kFailures : Shown::kAll);
  return engine.loop.run(push(shown.get(), engine, loaded.stack, arguments));
}

}  // namespace devstack::cli

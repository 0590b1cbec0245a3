// `devstack create`: `up` as far as containers that have not been started.
#include "cli/commands.hpp"
#include "cli/converge/converge.hpp"
#include "cli/converge/refresh_images.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/load_project.hpp"
#include "cli/project/locked_project.hpp"
#include "devstack/reconcile/mock_service.hpp"

namespace devstack::cli {
namespace {

Task<ExitCode> create(const CommandContext& context, EngineSession& engine,
                      const model::Stack& stack, WayUp way) {
  const reconcile::ObserveRequest everything;
  auto locked = co_await lock_project(context, engine, stack, everything);
  const auto failed = co_await refresh_images(context, engine, locked.project, stack, everything,
                                              way.verb, locked.observed, way.options);
  if (failed) co_return *failed;
  const reconcile::ImplementedStack implemented(
      stack, reconcile::choose_mocks(stack, locked.observed, way.options));
  const auto plan = reconcile::plan_create(implemented.get(), locked.observed, way.options);
  co_return co_await carry_out(context, engine, locked.project, implemented.get(), locked.observed,
                               plan, std::move(way));
}

}  // namespace

ExitCode run_create(const CommandContext& context, const CreateArguments& arguments) {
  const auto began = std::chrono::steady_clock::now();
  auto loaded = load_project(context, arguments.up.services);
  check_services(loaded.stack, arguments.up.services);
  apply_scale(loaded.stack, arguments.up.scale);
  EngineSession engine(context);
  WayUp way{up_options(context.global, arguments.up), "create", began};
  way.reached = "created";
  return engine.loop.run(create(context, engine, loaded.stack, std::move(way)));
}

}  // namespace devstack::cli

// `devstack plan`: what `up` would do. Only looks: no lock, no change.
#include "cli/commands.hpp"
#include "cli/converge.hpp"
#include "cli/engine_session.hpp"
#include "cli/load_project.hpp"
#include "cli/plan_text.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::cli {
namespace {

Task<reconcile::Plan> make_plan(const CommandContext& context, EngineSession& engine,
                                const model::Stack& stack, const PlanArguments& arguments) {
  auto project = co_await open_project(engine, stack, context.environment);
  const reconcile::ObserveRequest everything;
  const auto observed =
      co_await reconcile::observe(engine.client, stack, project.state, everything);
  UpArguments up;
  up.services = arguments.services;
  up.force_recreate = arguments.force_recreate;
  up.no_deps = arguments.no_deps;
  up.remove_orphans = arguments.remove_orphans;
  co_return reconcile::plan_up(stack, observed, up_options(up));
}

}  // namespace

ExitCode run_plan(const CommandContext& context, const PlanArguments& arguments) {
  const auto loaded = load_project(context, arguments.services);
  check_services(loaded.stack, arguments.services);
  EngineSession engine(context);
  const auto plan = engine.loop.run(make_plan(context, engine, loaded.stack, arguments));
  if (arguments.output == Output::kJson) {
    write_output(to_json(plan_json(loaded.stack, plan), 2) + "\n");
  } else {
    write_output(plan_text(loaded.stack, plan, context.console.output));
  }
  const bool tells = arguments.detailed_exit_code && plan.changes_anything();
  return tells ? ExitCode::kPlanHasChanges : ExitCode::kOk;
}

}  // namespace devstack::cli

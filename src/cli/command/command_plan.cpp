// `devstack plan`: what `up` would do. Only looks: no lock, no change.
#include "cli/check/budget_check.hpp"
#include "cli/commands.hpp"
#include "cli/converge/converge.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/host_view.hpp"
#include "cli/project/load_project.hpp"
#include "cli/show/plan_text.hpp"
#include "devstack/reconcile/mock_service.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::cli {
namespace {

Task<reconcile::Plan> make_plan(const CommandContext& context, EngineSession& engine,
                                const model::Stack& stack, const PlanArguments& arguments) {
  auto project = co_await open_project(engine, stack, context.environment);
  const auto view = host_view(context, stack, engine.client.endpoint());
  reconcile::ObserveRequest everything;
  everything.host = &view;
  const auto observed =
      co_await reconcile::observe(engine.client, stack, project.state, everything);
  UpArguments up;
  up.services = arguments.services;
  up.force_recreate = arguments.force_recreate;
  up.no_deps = arguments.no_deps;
  up.remove_orphans = arguments.remove_orphans;
  up.mocks = arguments.mocks;
  const auto options = up_options(context.global, up);
  check_mocks(stack, options.mocks);
  const reconcile::ImplementedStack implemented(stack,
                                                reconcile::choose_mocks(stack, observed, options));
  co_return reconcile::plan_up(implemented.get(), observed, options);
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
  // What is named is only a part: the sum says nothing of that.
  const auto excess = arguments.services.empty() ? budget_excess(loaded.stack) : std::nullopt;
  if (excess) throw Error(*excess);
  const bool tells = arguments.detailed_exit_code && plan.changes_anything();
  return tells ? ExitCode::kPlanHasChanges : ExitCode::kOk;
}

}  // namespace devstack::cli

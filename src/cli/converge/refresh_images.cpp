#include "cli/converge/refresh_images.hpp"

#include "cli/converge/run_plan.hpp"
#include "cli/converge/run_summary.hpp"
#include "devstack/reconcile/mock_service.hpp"

namespace devstack::cli {
namespace {

RunFinished failed_end(const reconcile::Report& report) {
  RunFinished end;
  end.ok = false;
  end.summary = "nothing was started; what runs stays as it is";
  end.took = report.took;
  return end;
}

}  // namespace

Task<std::optional<ExitCode>> refresh_images(const CommandContext& context, EngineSession& engine,
                                             ProjectOnEngine& project, const model::Stack& stack,
                                             reconcile::ObserveRequest request, std::string verb,
                                             reconcile::Observed& observed,
                                             reconcile::UpOptions& options) {
  const reconcile::ImplementedStack implemented(stack,
                                                reconcile::choose_mocks(stack, observed, options));
  const auto plan = reconcile::plan_refresh(implemented.get(), observed, options);
  if (plan.steps.empty()) co_return std::nullopt;
  const auto renderer = make_renderer(context, engine.loop);
  PlanRun run{context,
              engine,
              project,
              implemented.get(),
              observed,
              plan,
              *renderer,
              std::move(verb),
              {},
              options,
              reconcile::OnFailure::kFinishIndependent,
              std::nullopt};
  const auto report = co_await run_plan(std::move(run));
  if (!report.ok()) {
    renderer->on_event(failed_end(report));
    co_return exit_code_of(report);
  }
  renderer->close();
  for (const auto& step : plan.steps) {
    options.refreshed.insert(reconcile::service_of(step.action));
  }
  request.refreshed = options.refreshed;
  observed = co_await reconcile::observe(engine.client, stack, project.state, std::move(request));
  co_return std::nullopt;
}

}  // namespace devstack::cli

#include "cli/converge/image_run.hpp"

#include <fmt/format.h>

#include "cli/converge/run_plan.hpp"
#include "cli/converge/run_summary.hpp"
#include "devstack/base/units.hpp"

namespace devstack::cli {
namespace {

RunFinished end_of(const ImageRun& run, const reconcile::Report& report) {
  std::size_t done = 0;
  for (const auto& entry : report.steps) {
    if (entry.state == reconcile::StepState::kDone) ++done;
  }
  RunFinished end;
  end.ok = report.ok();
  end.took = report.took;
  const std::size_t all = run.plan.steps.size();
  end.summary = end.ok ? fmt::format("{} image{} {} in {}", all, all == 1 ? "" : "s", run.done,
                                     format_duration(end.took))
                       : fmt::format("{} of {} images {}", done, all, run.done);
  return end;
}

}  // namespace

Task<ExitCode> run_images(ImageRun run) {
  const auto renderer = make_renderer(run.context, run.engine.loop);
  if (run.plan.steps.empty()) {
    RunFinished end;
    end.summary = "nothing to " + run.verb;
    for (const auto& [service, why] : run.plan.skipped) {
      end.hints.push_back(fmt::format("○ {} skipped ({})", service, why));
    }
    renderer->on_event(end);
    co_return ExitCode::kOk;
  }
  PlanRun work{run.context,
               run.engine,
               run.locked.project,
               run.stack,
               run.locked.observed,
               run.plan,
               *renderer,
               run.verb,
               {},
               run.options,
               reconcile::OnFailure::kFinishIndependent,
               std::nullopt};
  const auto report = co_await run_plan(std::move(work));
  renderer->on_event(end_of(run, report));
  co_return run.failures == ImageFailures::kIgnore ? ExitCode::kOk : exit_code_of(report);
}

ShownContext::ShownContext(const CommandContext& context, Shown shown)
    : console_(context.console), context_{context.global, context.environment, console_} {
  if (shown == Shown::kFailures) console_.progress = ui::Mode::kQuiet;
}

}  // namespace devstack::cli

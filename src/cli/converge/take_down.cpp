// The way down, and what it says.
#include "cli/converge/take_down.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>

#include "cli/converge/run_plan.hpp"
#include "cli/converge/run_summary.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/io/loop.hpp"
#include "devstack/reconcile/unfinished_run.hpp"
#include "devstack/ui/table.hpp"

namespace devstack::cli {
namespace {

/// Dependents first: the tiers of `up` from the other end, only what exists.
std::vector<graph::TierView> tiers_down(const model::Stack& stack, const reconcile::Plan& plan) {
  std::set<std::string> concerned;
  for (const auto& step : plan.steps) concerned.insert(reconcile::service_of(step.action));
  auto tiers = graph::tiers_for_display(stack);
  std::size_t number = 0;
  for (auto& tier : tiers) {
    ++number;
    if (tier.name.empty()) tier.name = fmt::format("tier {}", number);
    std::erase_if(tier.services,
                  [&concerned](const std::string& name) { return !concerned.contains(name); });
  }
  std::erase_if(tiers, [](const graph::TierView& tier) { return tier.services.empty(); });
  std::reverse(tiers.begin(), tiers.end());
  return tiers;
}

std::string kept_data(const model::Stack& stack, const reconcile::Observed& observed,
                      const reconcile::DownOptions& options) {
  std::size_t kept = 0;
  for (const auto& volume : reconcile::removable_volumes(stack, observed, {})) {
    const auto& gone = options.volumes;
    if (std::find(gone.begin(), gone.end(), volume.name) == gone.end()) ++kept;
  }
  if (kept == 0) return {};
  return fmt::format(" · {} volume{} kept", kept, kept == 1 ? "" : "s");
}

/// Empty when the engine takes long: whoever is to be asked should not wait for it.
Task<std::map<std::string, std::string>> sizes_by_name(EngineSession& engine) {
  constexpr auto kPatience = std::chrono::seconds(3);
  Task<std::optional<std::vector<engine::VolumeSummary>>> measuring = io::with_deadline(
      static_cast<Clock&>(engine.loop), Duration(kPatience), engine.client.volume_usage());
  const auto measured = co_await measuring;
  std::map<std::string, std::string> sizes;
  if (!measured) co_return sizes;
  for (const auto& volume : *measured) {
    if (volume.size_bytes) sizes[volume.name] = format_bytes(*volume.size_bytes);
  }
  co_return sizes;
}

}  // namespace

Task<void> let_cut_off_run_settle(EngineSession& engine, const ProjectOnEngine& project,
                                  const model::Stack& stack) {
  const std::string verb = reconcile::cut_off_run(project.state);
  if (verb.empty()) co_return;
  write_error(fmt::format(
      "the last {} was cut off; waiting until the engine has done what it was asked for\n", verb));
  co_await reconcile::wait_until_settled(engine.client, engine.loop, stack.project,
                                         reconcile::cut_off_stops(project.state));
}

Task<ExitCode> take_down(const CommandContext& context, EngineSession& engine,
                         ProjectOnEngine& project, const model::Stack& stack,
                         const reconcile::Observed& observed, reconcile::DownOptions options,
                         std::string verb) {
  const auto plan = reconcile::plan_down(stack, observed, options);
  const std::string removed = count_removals(plan);
  const std::string kept = kept_data(stack, observed, options);
  WayDown way{std::move(verb), fmt::format("nothing of {} is there{}", stack.project, kept),
              "removed " + (removed.empty() ? "nothing" : removed), kept,
              "not everything could be removed"};
  co_return co_await carry_out(context, engine, project, stack, observed, plan, std::move(way));
}

Task<ExitCode> carry_out(const CommandContext& context, EngineSession& engine,
                         ProjectOnEngine& project, const model::Stack& stack,
                         const reconcile::Observed& observed, const reconcile::Plan& plan,
                         WayDown way) {
  const auto began = engine.loop.now();
  const auto renderer = make_renderer(context, engine.loop);
  RunFinished finished;
  if (!plan.changes_anything()) {
    reconcile::forget_run(project.state);
    for (const auto& text : plan.notices) {
      renderer->on_event(Notice{Notice::Level::kWarning, text});
    }
    finished.summary = way.nothing;
    renderer->on_event(finished);
    co_return ExitCode::kOk;
  }
  PlanRun run{context,
              engine,
              project,
              stack,
              observed,
              plan,
              *renderer,
              std::move(way.verb),
              tiers_down(stack, plan),
              {},
              reconcile::OnFailure::kFinishIndependent,
              std::nullopt};
  const auto report = co_await run_plan(std::move(run));
  finished.took = std::chrono::duration_cast<Duration>(engine.loop.now() - began);
  finished.ok = report.ok();
  finished.summary =
      report.ok() ? fmt::format("{} in {}{}", way.done, format_duration(finished.took), way.remark)
                  : way.failed;
  renderer->on_event(finished);
  co_return exit_code_of(report);
}

Task<std::string> describe_volumes(EngineSession& engine,
                                   std::vector<reconcile::ObservedVolume> volumes, Sizes sizes) {
  const SystemTime now = engine.loop.system_now();
  if (sizes == Sizes::kLeftOut) {
    ui::Table table({"VOLUME", "AGE"});
    for (const auto& volume : volumes) table.add({volume.name, format_age(volume.created_at, now)});
    co_return table.to_string();
  }
  const auto known = co_await sizes_by_name(engine);
  ui::Table table({"VOLUME", "SIZE", "AGE"});
  for (const auto& volume : volumes) {
    const auto size = known.find(volume.name);
    table.add({volume.name, size == known.end() ? "?" : size->second,
               format_age(volume.created_at, now)});
  }
  co_return table.to_string();
}

std::vector<std::string> names_of(const std::vector<reconcile::ObservedVolume>& volumes) {
  std::vector<std::string> names;
  names.reserve(volumes.size());
  for (const auto& volume : volumes) names.push_back(volume.name);
  return names;
}

}  // namespace devstack::cli

// Runs a plan in front of the user: renderer, ten ticks a second, signals, deadline.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "cli/project/engine_session.hpp"
#include "devstack/base/event.hpp"
#include "devstack/graph/dependency_graph.hpp"
#include "devstack/reconcile/executor.hpp"
#include "devstack/reconcile/planner.hpp"
#include "devstack/ui/renderer.hpp"

namespace devstack::cli {

[[nodiscard]] std::unique_ptr<ui::Renderer> make_renderer(const CommandContext& context,
                                                          const Clock& clock);

/// One run of a plan. All references outlive the run.
struct PlanRun {
  const CommandContext& context;
  EngineSession& engine;
  ProjectOnEngine& project;
  const model::Stack& stack;
  const reconcile::Observed& observed;
  const reconcile::Plan& plan;
  ui::Renderer& renderer;
  std::string verb;
  std::vector<graph::TierView> tiers;
  reconcile::UpOptions options;
  reconcile::OnFailure on_failure = reconcile::OnFailure::kFinishIndependent;
  std::optional<std::chrono::seconds> deadline;
};

/// Executes, showing what happens: the start of the run, services that are up to date, failures,
/// services that were not started. The end (RunFinished) is the caller's to say.
/// Throws Interrupted on a signal (a second one ends the process) and Error DS3110 (exit 5) when
/// the deadline passes; both say what still runs.
[[nodiscard]] Task<reconcile::Report> run_plan(PlanRun run);

}  // namespace devstack::cli

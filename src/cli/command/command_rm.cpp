// `devstack rm`: containers go that do not run; with -s all of them, after they were stopped.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/converge/run_summary.hpp"
#include "cli/converge/take_down.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/locked_project.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

reconcile::RemoveOptions options_of(const RmArguments& arguments) {
  using Options = reconcile::RemoveOptions;
  Options options;
  options.services = arguments.services;
  if (arguments.stop) options.running = Options::Running::kStop;
  if (arguments.volumes) options.anonymous_volumes = Options::AnonymousVolumes::kRemove;
  return options;
}

std::string names_of_removed(const reconcile::Plan& plan, const reconcile::Observed& observed) {
  std::vector<std::string> names;
  for (const auto& step : plan.steps) {
    const auto* removal = std::get_if<reconcile::RemoveContainer>(&step.action);
    if (removal == nullptr) continue;
    for (const auto& container : observed.containers) {
      if (container.id == removal->id) names.push_back(container.name);
    }
  }
  return join(names, ", ");
}

/// Throws UsageError where a question would be needed and nobody can answer.
bool confirmed(const CommandContext& context, const RmArguments& arguments,
               const std::string& names) {
  if (arguments.force) return true;
  write_error("Going to remove " + names + "\n");
  if (!can_ask(context)) {
    throw UsageError("rm cannot ask here", "devstack rm --force removes the containers above");
  }
  return ask("Remove them?");
}

Task<ExitCode> rm(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
                  const RmArguments& arguments) {
  reconcile::ObserveRequest request{reconcile::ObserveRequest::Images::kNone};
  request.depth = reconcile::ObserveRequest::Depth::kLists;
  auto locked = co_await lock_project(context, engine, stack, request);
  const auto plan = reconcile::plan_remove(stack, locked.observed, options_of(arguments));
  if (plan.changes_anything() &&
      !confirmed(context, arguments, names_of_removed(plan, locked.observed))) {
    write_error("nothing was changed.\n");
    co_return ExitCode::kOk;
  }
  WayDown way{"rm",
              arguments.stop ? fmt::format("{} has no containers", stack.project)
                             : fmt::format("{} has no stopped containers", stack.project),
              "removed " + count_removals(plan), "", "not everything could be removed"};
  co_return co_await carry_out(context, engine, locked.project, stack, locked.observed, plan,
                               std::move(way));
}

}  // namespace

ExitCode run_rm(const CommandContext& context, const RmArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  refuse_several_projects(context, engine, loaded.stack, "rm");
  return engine.loop.run(rm(context, engine, loaded.stack, arguments));
}

}  // namespace devstack::cli

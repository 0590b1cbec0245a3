// The passes of `up`, after loading: observe, plan, check, execute, sum up.
#include "cli/converge/converge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "cli/check/budget_check.hpp"
#include "cli/converge/port_preflight.hpp"
#include "cli/converge/refresh_images.hpp"
#include "cli/converge/run_plan.hpp"
#include "cli/converge/run_summary.hpp"
#include "cli/converge/take_down.hpp"
#include "cli/parse/implemented_by.hpp"
#include "cli/project/exports.hpp"
#include "cli/project/host_view.hpp"
#include "cli/project/load_project.hpp"
#include "cli/show/process_summary.hpp"
#include "cli/show/service_urls.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/data/journal.hpp"
#include "devstack/graph/dependency_graph.hpp"
#include "devstack/reconcile/mock_service.hpp"
#include "devstack/reconcile/observed.hpp"
#include "devstack/reconcile/subnet_conflict.hpp"
#include "devstack/reconcile/unfinished_run.hpp"
#include "devstack/ui/glyphs.hpp"

namespace devstack::cli {
namespace {

Duration since(SteadyTime began, const Clock& clock) {
  return std::chrono::duration_cast<Duration>(clock.now() - began);
}

/// Tiers as they are shown: only services that this run is about.
std::vector<graph::TierView> shown_tiers(const model::Stack& stack, const reconcile::Plan& plan) {
  std::set<std::string> concerned(plan.up_to_date.begin(), plan.up_to_date.end());
  for (const auto& step : plan.steps) concerned.insert(reconcile::service_of(step.action));
  for (const auto& [job, why] : plan.skipped) concerned.insert(job);
  auto tiers = graph::tiers_for_display(stack);
  for (auto& tier : tiers) {
    std::erase_if(tier.services,
                  [&concerned](const std::string& name) { return !concerned.contains(name); });
  }
  std::erase_if(tiers, [](const graph::TierView& tier) { return tier.services.empty(); });
  return tiers;
}

/// A warning when declared budgets ask for more memory than the engine has.
std::optional<Notice> memory_warning(const model::Stack& stack, const engine::EngineInfo& info) {
  const std::int64_t wanted = sum_budgets(stack).memory;
  if (info.memory_bytes == 0 || wanted <= info.memory_bytes) return std::nullopt;
  return Notice{Notice::Level::kWarning,
                fmt::format("the services' budgets ask for {} of memory, the engine has {}",
                            format_bytes(wanted), format_bytes(info.memory_bytes))};
}

/// What stands in the way is said before anything is started.
ExitCode refuse(ui::Renderer& renderer, const std::vector<FailureReport>& reasons, ExitCode code,
                Duration took) {
  for (const auto& reason : reasons) renderer.on_event(reason);
  RunFinished finished;
  finished.ok = false;
  finished.summary = "nothing was started.";
  finished.took = took;
  renderer.on_event(finished);
  return code;
}

/// Conflicts that can be seen from here before anything is started.
Task<std::vector<FailureReport>> find_conflicts(EngineSession& engine, const model::Stack& stack,
                                                const reconcile::Observed& observed,
                                                const reconcile::Plan& plan) {
  auto conflicts = co_await reconcile::find_subnet_conflicts(engine.client, stack, plan);
  if (engine.client.endpoint().unix_path.empty()) co_return conflicts;
  auto ports =
      co_await port_conflicts(engine.client, reconcile::wanted_ports(stack, observed, plan));
  for (auto& port : ports) conflicts.push_back(std::move(port));
  co_return conflicts;
}

/// What does not run as the file says, so that it is seen where nothing else is told, too.
std::vector<std::string> fallback_lines(const model::Stack& stack,
                                        const reconcile::Observed& observed) {
  std::vector<std::string> lines;
  for (const auto& container : observed.containers) {
    const auto found = implemented_by(container.labels, stack, observed.process_choices);
    if (found.reason.empty() || container.one_off) continue;
    lines.push_back(fmt::format("▲ {} {}  {}", container.service, ui::word(found.implementation),
                                found.reason));
  }
  return lines;
}

/// As it was called, from wherever that was.
std::string env_command(const GlobalOptions& global) {
  const std::string stack = global.stack_name.empty() ? "" : " --stack " + global.stack_name;
  return fmt::format("env: eval \"$(devstack{} env)\"", stack);
}

RunFinished success(const GlobalOptions& global, const model::Stack& stack,
                    const reconcile::Plan& plan, const reconcile::Report& report,
                    const std::string& reached, Duration took) {
  RunFinished finished;
  finished.took = took;
  finished.summary = fmt::format("{} in {}", reached, format_duration(took));
  finished.slowest_chain = slowest_chain(plan, report);
  if (!stack.extension.exports.empty()) {
    finished.hints.push_back(env_command(global));
  }
  const auto failed = failed_optional(plan, report);
  if (!failed.empty()) finished.summary += "; failed, and optional: " + join(failed, ", ");
  const std::string budget = budget_report(stack, took);
  if (!budget.empty()) finished.hints.push_back("budget: " + budget);
  return finished;
}

/// Services that stay as they are do not take what already runs away from a failed run.
RunFinished failure(const reconcile::Report& report, Duration took) {
  std::size_t failed = 0;
  for (const auto& entry : report.steps) failed += entry.failure ? 1U : 0U;
  RunFinished finished;
  finished.ok = false;
  finished.took = took;
  finished.summary = fmt::format("{} failure{} after {}; what runs stays up", failed,
                                 failed == 1 ? "" : "s", format_duration(took));
  return finished;
}

RunFinished nothing_to_do(const model::Stack& stack, const reconcile::Observed& observed,
                          const reconcile::Plan& plan, Duration took) {
  RunFinished finished;
  finished.took = took;
  finished.summary = fmt::format("up to date: {} ({})", count_services(stack, plan.up_to_date),
                                 format_duration(took));
  finished.hints = fallback_lines(stack, observed);
  for (const auto& [job, why] : plan.skipped) {
    finished.hints.push_back(fmt::format("○ {} skipped ({})", job, why));
  }
  return finished;
}

/// "unchanged: seed; not run: load": jobs that were named, and that there is nothing to do for.
std::string unchanged_jobs(const reconcile::Plan& plan, const std::vector<std::string>& named) {
  std::map<std::string, std::string> skipped(plan.skipped.begin(), plan.skipped.end());
  std::vector<std::string> current;
  std::vector<std::string> left_out;
  for (const auto& job : named) (skipped.contains(job) ? left_out : current).push_back(job);
  std::vector<std::string> parts;
  if (!current.empty()) parts.push_back("unchanged: " + join(current, ", "));
  if (!left_out.empty()) parts.push_back("not run: " + join(left_out, ", "));
  return join(parts, "; ");
}

/// What a killed `down` or `backup` asked the engine for may still stop what is seen running now. A
/// killed `up` asked for nothing that this one would not.
Task<void> let_cut_off_stops_settle(EngineSession& engine, const ProjectOnEngine& project,
                                    const model::Stack& stack) {
  if (reconcile::cut_off_run(project.state) == "up") co_return;
  co_await let_cut_off_run_settle(engine, project, stack);
}

}  // namespace

void check_mocks(const model::Stack& stack, const std::vector<std::string>& services) {
  check_services(stack, services);
  for (const auto& name : services) {
    const auto& extension = stack.services.find(name)->second.extension;
    if (extension.mock || extension.is_mock) continue;
    throw UsageError(
        fmt::format("{} cannot run as a mock: it has no x-devstack.mock", name),
        fmt::format("say what it does: services.{}.x-devstack.mock: {{http: PORT}}", name));
  }
}

reconcile::UpOptions up_options(const GlobalOptions& global, const UpArguments& arguments) {
  reconcile::UpOptions options;
  options.services = arguments.services;
  if (arguments.force_recreate) options.recreate = reconcile::Recreate::kAlways;
  if (arguments.no_recreate) options.recreate = reconcile::Recreate::kNever;
  options.dependencies = !arguments.no_deps;
  options.remove_orphans = arguments.remove_orphans;
  options.wait = !arguments.no_wait;
  options.build = arguments.build;
  options.no_build = arguments.no_build;
  options.quiet_build = arguments.quiet_build;
  options.quiet_pull = arguments.quiet_pull;
  if (arguments.pull != "policy") options.pull_policy = arguments.pull;
  options.offline = global.offline || arguments.pull == "never";
  options.mocks = arguments.mocks;
  options.run_again = arguments.run_again;
  options.stop_grace = arguments.stop_grace;
  return options;
}

void apply_scale(model::Stack& stack, const std::map<std::string, int>& scale) {
  for (const auto& [name, number] : scale) {
    check_services(stack, {name});
    stack.services.find(name)->second.scale = number;
  }
}

Task<ExitCode> converge(const CommandContext& context, EngineSession& engine,
                        ProjectOnEngine& project, const model::Stack& stack,
                        const UpArguments& arguments, SteadyTime began, std::string verb) {
  if (!arguments.dry_run) data::refuse_unfinished(project.state);
  co_return co_await converge_unfinished(context, engine, project, stack, arguments, began,
                                         std::move(verb));
}

Task<ExitCode> converge_unfinished(const CommandContext& context, EngineSession& engine,
                                   ProjectOnEngine& project, const model::Stack& stack,
                                   const UpArguments& arguments, SteadyTime began,
                                   std::string verb) {
  if (!arguments.dry_run) co_await let_cut_off_stops_settle(engine, project, stack);
  const auto view = host_view(context, stack, engine.client.endpoint());
  reconcile::ObserveRequest everything;
  everything.host = &view;
  auto observed = co_await reconcile::observe(engine.client, stack, project.state, everything);
  auto options = up_options(context.global, arguments);
  check_mocks(stack, options.mocks);
  if (!arguments.dry_run) {
    const auto failed = co_await refresh_images(context, engine, project, stack, everything, verb,
                                                observed, options);
    if (failed) co_return *failed;
  }
  const reconcile::ImplementedStack implemented(stack,
                                                reconcile::choose_mocks(stack, observed, options));
  const auto plan = reconcile::plan_up(implemented.get(), observed, options);
  if (arguments.dry_run) {
    write_output(reconcile::to_string(plan));
    co_return ExitCode::kOk;
  }
  WayUp way{options, std::move(verb), began, reconcile::OnFailure::kStop, arguments.wait_timeout};
  if (arguments.keep_going) way.on_failure = reconcile::OnFailure::kFinishIndependent;
  if (arguments.no_wait) way.reached = "started";
  if (way.verb == kRunJobs) way.reached = "done";
  co_return co_await carry_out(context, engine, project, implemented.get(), observed, plan,
                               std::move(way));
}

Task<ExitCode> carry_out(const CommandContext& context, EngineSession& engine,
                         ProjectOnEngine& project, const model::Stack& stack,
                         const reconcile::Observed& observed, const reconcile::Plan& plan,
                         WayUp way) {
  const auto renderer = make_renderer(context, engine.loop);
  if (const auto missing = reconcile::missing_images(stack, observed, plan, way.options)) {
    const std::vector<FailureReport> reasons{*missing};
    co_return refuse(*renderer, reasons, ExitCode::kFailed, since(way.began, engine.loop));
  }
  const auto conflicts = co_await find_conflicts(engine, stack, observed, plan);
  if (!conflicts.empty()) {
    co_return refuse(*renderer, conflicts, ExitCode::kConflict, since(way.began, engine.loop));
  }
  if (const auto warning = memory_warning(stack, project.info)) renderer->on_event(*warning);
  if (plan.steps.empty()) {  // waiting alone changes nothing, and has to be done
    reconcile::forget_run(project.state);
    for (const auto& text : plan.notices) {
      renderer->on_event(Notice{Notice::Level::kWarning, text});
    }
    auto finished = nothing_to_do(stack, observed, plan, since(way.began, engine.loop));
    if (way.verb == kRunJobs) {
      finished.summary = fmt::format("{} ({})", unchanged_jobs(plan, way.options.services),
                                     format_duration(finished.took));
    }
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
              shown_tiers(stack, plan),
              std::move(way.options),
              way.on_failure,
              way.deadline};
  const auto report = co_await run_plan(std::move(run));
  const Duration took = since(way.began, engine.loop);
  if (!report.ok()) {
    renderer->on_event(failure(report, took));
    co_return exit_code_of(report);
  }
  if (way.end == WayUp::End::kSilent) {
    renderer->close();
    co_return ExitCode::kOk;
  }
  auto finished = success(context.global, stack, plan, report, way.reached, took);
  const auto running = co_await list_members(engine, stack, project.state);
  const auto ports = published_ports(running);
  finished.urls = stack_urls(stack, ports);
  for (auto& link : resolve_links(stack, ports)) finished.hints.push_back(std::move(link));
  renderer->on_event(finished);
  co_return ExitCode::kOk;
}

}  // namespace devstack::cli

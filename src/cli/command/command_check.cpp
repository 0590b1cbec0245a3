// `devstack check`: groups of checks, declared and built in.
#include <fmt/format.h>

#include <algorithm>

#include "cli/check/check_edges.hpp"
#include "cli/check/check_groups.hpp"
#include "cli/check/check_run.hpp"
#include "cli/check/production_check.hpp"
#include "cli/commands.hpp"
#include "cli/project/host_view.hpp"
#include "cli/project/load_project.hpp"
#include "cli/show/output_file.hpp"
#include "cli/show/process_summary.hpp"
#include "cli/show/service_kinds.hpp"

namespace devstack::cli {
namespace {

Duration since(const EngineSession& engine, SteadyTime began) {
  return std::chrono::duration_cast<Duration>(engine.loop.now() - began);
}

CheckResults production(const CheckRun& run) {
  ProductionFacts facts;
  facts.pretended = pretended_services(run);
  std::erase_if(facts.pretended, [&run](const auto& entry) {
    const auto service = run.stack().services.find(entry.first);
    return service != run.stack().services.end() && service->second.is_job;
  });
  facts.example = example_lines(run.stack());
  for (const auto& need : process_needs(run.context, run.stack())) {
    if (!need.unmet.empty()) facts.unmet_needs.emplace(need.service, need.unmet);
  }
  return check_production(run.loaded, facts);
}

Task<CheckResults> connections(const CheckRun& run) {
  const auto edges = derived_edges(run.stack());
  co_return co_await run_declared(run, edges);
}

/// What the name means on every stack. A declared group of the name `databases` or `connectivity`
/// says it all; others add to it.
Task<CheckResults> built_in(const CheckRun& run, const std::string& name, bool declared) {
  if (name == "config") co_return check_config(run.context, run.loaded);
  if (name == "infrastructure") co_return co_await check_infrastructure(run);
  if (name == "services") co_return check_services_now(run, {});
  if (name == "ai") co_return check_ai(run);
  if (name == "performance") co_return co_await check_performance(run);
  if (name == "production-ready") co_return production(run);
  if (name == "connectivity" && !declared) co_return co_await connections(run);
  if (name == "databases" && !declared) {
    const auto services = database_services(run.stack());
    if (!services.empty()) co_return check_services_now(run, services);
  }
  co_return CheckResults{};
}

Task<CheckGroupResult> run_group(const CheckRun& run, std::string name) {
  const auto began = run.engine.loop.now();
  const auto* declared = declared_group(run.stack(), name);
  CheckGroupResult group;
  group.name = name;
  group.results = co_await built_in(run, name, declared != nullptr);
  if (declared != nullptr) {
    auto more = co_await run_declared(run, declared->checks);
    for (auto& result : more) group.results.push_back(std::move(result));
  }
  if (group.results.empty()) {
    CheckResult nothing;
    nothing.name = name;
    nothing.outcome = CheckOutcome::kSkip;
    nothing.text = "the stack has nothing of this kind";
    group.results.push_back(std::move(nothing));
  }
  group.took = since(run.engine, began);
  co_return group;
}

/// Empty when nothing of the project exists.
Task<std::optional<CheckReport>> run_groups(const CommandContext& context, EngineSession& engine,
                                            const load::Loaded& loaded,
                                            std::vector<std::string> names) {
  const auto began = engine.loop.now();
  const auto project = co_await open_project(engine, loaded.stack, context.environment);
  CheckRun run{context, engine, project, loaded, {}, {}};
  run.members = co_await list_members(engine, loaded.stack, project.state);
  std::optional<CheckReport> report;
  if (run.members.empty()) co_return report;
  std::vector<std::string> all;
  run.health = co_await check_health(engine, project, loaded.stack, std::move(all));
  refresh_reasons(run.health, process_choices(context, loaded.stack, engine.client.endpoint()));
  report.emplace();
  for (const auto& name : names) report->groups.push_back(co_await run_group(run, name));
  report->took = since(engine, began);
  co_return report;
}

CheckReport config_only(const CommandContext& context, const load::Loaded& loaded) {
  const auto began = std::chrono::steady_clock::now();
  CheckReport report;
  CheckGroupResult group;
  group.name = "config";
  group.results = check_config(context, loaded);
  group.took = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - began);
  report.took = group.took;
  report.groups.push_back(std::move(group));
  return report;
}

ExitCode show(const CommandContext& context, const CheckArguments& arguments,
              const model::Stack& stack, const CheckReport& report) {
  if (!arguments.junit_file.empty()) write_file(arguments.junit_file, check_junit(stack, report));
  if (arguments.output == Output::kJson) {
    write_output(to_json(check_json(stack, report), 2) + "\n");
  } else {
    const auto detail = arguments.groups.empty() ? CheckDetail::kBrief : CheckDetail::kFull;
    if (!context.global.quiet) {
      write_output(check_text(report, detail, context.console.output));
    }
    write_error(check_summary(report));
  }
  return report.ok() ? ExitCode::kOk : ExitCode::kNotReady;
}

/// Findings of the files are results of `config`, not messages before it.
CommandContext without_warnings(const CommandContext& context, GlobalOptions& quiet) {
  quiet = context.global;
  quiet.quiet = true;
  return CommandContext{quiet, context.environment, context.console};
}

bool is_about_files(const std::vector<std::string>& names) {
  return !names.empty() && std::none_of(names.begin(), names.end(), needs_running_project);
}

}  // namespace

ExitCode run_check(const CommandContext& context, const CheckArguments& arguments) {
  GlobalOptions quiet;
  const auto silent = without_warnings(context, quiet);
  if (is_about_files(arguments.groups)) {
    const auto loaded = load_project(silent, std::vector<std::string>{});
    return show(context, arguments, loaded.stack, config_only(context, loaded));
  }
  EngineSession engine(context);
  const auto loaded = load_running_project(silent, engine, {});
  auto names = chosen_groups(loaded.stack, arguments.groups);
  const auto report = engine.loop.run(run_groups(context, engine, loaded, std::move(names)));
  if (!report) {
    write_error(
        fmt::format("nothing of {} runs; devstack up starts it, devstack check config "
                    "looks at its files\n",
                    loaded.stack.project));
    return ExitCode::kNothingRuns;
  }
  return show(context, arguments, loaded.stack, *report);
}

}  // namespace devstack::cli

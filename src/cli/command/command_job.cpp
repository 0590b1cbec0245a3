// `devstack job ls` and `devstack job run`.
#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/converge/converge.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/load_project.hpp"
#include "cli/project/locked_project.hpp"
#include "cli/show/job_table.hpp"
#include "devstack/base/text.hpp"
#include "devstack/reconcile/mock_service.hpp"
#include "devstack/ui/glyphs.hpp"

namespace devstack::cli {
namespace {

std::vector<std::string> inactive_jobs(const model::Stack& stack) {
  std::vector<std::string> names;
  for (const auto& [name, service] : stack.disabled) {
    if (service.is_job) names.push_back(name);
  }
  return names;
}

/// With the jobs of inactive profiles: to name a service activates it.
load::Loaded load_all_jobs(const CommandContext& context, EngineSession& engine) {
  auto loaded = load_running_project(context, engine, {});
  const auto inactive = inactive_jobs(loaded.stack);
  return inactive.empty() ? std::move(loaded) : load_running_project(context, engine, inactive);
}

Task<std::vector<reconcile::JobStatus>> look(const CommandContext& context, EngineSession& engine,
                                             const model::Stack& stack) {
  auto project = co_await open_project(engine, stack, context.environment);
  const reconcile::ObserveRequest request{reconcile::ObserveRequest::Images::kNone};
  const auto observed = co_await reconcile::observe(engine.client, stack, project.state, request);
  const auto mocks = reconcile::running_mocks(stack, observed);
  const reconcile::ImplementedStack implemented(stack, mocks);
  co_return reconcile::job_statuses(implemented.get(), observed);
}

ExitCode list_jobs(const CommandContext& context, const JobArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_all_jobs(context, engine);
  const auto jobs = engine.loop.run(look(context, engine, loaded.stack));
  if (arguments.output == Output::kJson) {
    write_output(to_json(job_json(loaded.stack, jobs), 2) + "\n");
    return ExitCode::kOk;
  }
  if (jobs.empty()) {
    write_error(fmt::format("{} has no jobs\n", loaded.stack.project));
    return ExitCode::kOk;
  }
  const auto& terminal = context.console.output;
  const std::size_t columns = context.console.output_is_terminal ? terminal.columns : 0;
  write_output(ui::in_charset(job_table(jobs, engine.loop.system_now(), columns), terminal.glyphs));
  return ExitCode::kOk;
}

std::vector<std::string> job_names(const model::Stack& stack) {
  std::vector<std::string> names;
  for (const auto& [name, service] : stack.services) {
    if (service.is_job) names.push_back(name);
  }
  for (const auto& name : inactive_jobs(stack)) names.push_back(name);
  return names;
}

void check_jobs(const model::Stack& stack, const std::vector<std::string>& names) {
  if (names.empty()) {
    throw UsageError("devstack job run needs the name of a job",
                     "jobs: " + join(job_names(stack), ", "));
  }
  check_services(stack, names);
  for (const auto& name : names) {
    if (stack.services.find(name)->second.is_job) continue;
    throw UsageError(fmt::format("{} is a service, not a job", name),
                     "jobs: " + join(job_names(stack), ", "));
  }
}

bool is_always(const model::Service& job) {
  return job.extension.job && job.extension.job->run == model::Job::Run::kAlways;
}

/// What `up` is to do: what the user has made a mock stays one.
UpArguments up_arguments(const model::Stack& stack, const reconcile::Observed& observed,
                         const JobArguments& arguments) {
  UpArguments up;
  up.services = arguments.jobs;
  for (const auto& name : arguments.jobs) {
    const bool again = arguments.force || is_always(stack.services.find(name)->second);
    if (again) up.run_again.push_back(name);
  }
  for (const auto& [name, reason] : reconcile::running_mocks(stack, observed)) {
    if (reason == reconcile::kMockOption) up.mocks.push_back(name);
  }
  return up;
}

Task<ExitCode> run(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
                   const JobArguments& arguments, SteadyTime began) {
  const reconcile::ObserveRequest request{reconcile::ObserveRequest::Images::kNone};
  auto locked = co_await lock_project(context, engine, stack, request);
  const UpArguments up = up_arguments(stack, locked.observed, arguments);
  co_return co_await converge(context, engine, locked.project, stack, up, began, kRunJobs);
}

}  // namespace

ExitCode run_job(const CommandContext& context, const JobArguments& arguments) {
  if (arguments.action == "ls") return list_jobs(context, arguments);
  const auto began = std::chrono::steady_clock::now();
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.jobs);
  check_jobs(loaded.stack, arguments.jobs);
  return engine.loop.run(run(context, engine, loaded.stack, arguments, began));
}

}  // namespace devstack::cli

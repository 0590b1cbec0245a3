// The race between the plan, the clock and Ctrl-C.
#include "cli/converge/run_plan.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <initializer_list>
#include <variant>

#include "cli/converge/run_summary.hpp"
#include "cli/parse/implemented_by.hpp"
#include "cli/project/buildx_plugin.hpp"
#include "cli/project/credential_helpers.hpp"
#include "cli/project/docker_host.hpp"
#include "cli/project/exports.hpp"
#include "cli/show/process_summary.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/engine/credentials.hpp"
#include "devstack/host/paths.hpp"
#include "devstack/host/process_launcher.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/reconcile/engine_step_runner.hpp"
#include "devstack/reconcile/late_ends.hpp"
#include "devstack/reconcile/unfinished_run.hpp"

namespace devstack::cli {
namespace {

constexpr Duration kFrame{100};
constexpr Duration kLookLimit{3'000};

/// Static, so that a coroutine may keep it.
constexpr std::initializer_list<int> kEndingSignals = {SIGINT, SIGTERM, SIGHUP};

enum class Who { kWork, kTick, kSignal, kDeadline };
struct Ticked {};
struct DeadlinePassed {};
struct Signalled {
  int number = 0;
};
using Arrival = std::variant<Ticked, DeadlinePassed, Signalled, reconcile::Report>;

Task<Arrival> work(const PlanRun& run, reconcile::StepRunner& runner) {
  const auto limits = reconcile::limits_for(run.project.info.cpus);
  reconcile::Report report =
      co_await reconcile::execute(run.plan, runner, run.engine.loop, limits, run.on_failure);
  const UiSink sink = [&run](const UiEvent& event) { run.renderer.on_event(event); };
  co_await reconcile::find_late_ends(run.engine.client, run.stack, run.plan, sink, report);
  co_return Arrival(std::move(report));
}

Task<Arrival> tick(io::Loop& loop) {
  co_await loop.sleep(kFrame);
  co_return Arrival(Ticked{});
}

Task<Arrival> deadline(io::Loop& loop, Duration limit) {
  co_await loop.sleep(limit);
  co_return Arrival(DeadlinePassed{});
}

Task<Arrival> ending_signal(io::Loop& loop) {
  const int number = co_await loop.next_signal(kEndingSignals);
  co_return Arrival(Signalled{number});
}

bool is_program(const std::string& path) { return ::access(path.c_str(), X_OK) == 0; }

std::string docker_config(const CommandContext& context) {
  const std::string folder = docker_config_folder(context.environment);
  if (folder.empty()) return {};
  return load::system_files().read(folder + "/config.json").value_or("");
}

ImplementedBy implementation_of(const PlanRun& run, const std::string& service) {
  for (const auto& container : run.observed.containers) {
    if (container.service != service || container.one_off) continue;
    return implemented_by(container.labels, run.stack, run.observed.process_choices);
  }
  return {};
}

std::vector<std::string> stopped_by(const reconcile::Plan& plan) {
  std::vector<std::string> ids;
  for (const auto& step : plan.steps) {
    const auto* stop = std::get_if<reconcile::StopContainer>(&step.action);
    if (stop != nullptr) ids.push_back(stop->id);
  }
  return ids;
}

void tell_start(const PlanRun& run) {
  RunStarted started;
  started.verb = run.verb;
  started.project = run.stack.project;
  started.profiles = run.stack.profiles;
  started.engine_version = run.project.info.version;
  for (const auto& tier : run.tiers) started.tiers.push_back({tier.name, tier.services});
  run.renderer.on_event(started);
  for (const auto& name : run.plan.up_to_date) {
    const auto service = run.stack.services.find(name);
    const bool job = service != run.stack.services.end() && service->second.is_job;
    ServiceChanged event;
    event.service = name;
    event.state = job ? ServiceState::kJobUnchanged : ServiceState::kReady;
    const auto by = implementation_of(run, name);
    event.implementation = by.implementation;
    event.detail = by.reason;
    run.renderer.on_event(event);
  }
  for (const auto& [name, why] : run.plan.skipped) {
    ServiceChanged event;
    event.service = name;
    event.state = ServiceState::kSkipped;
    event.detail = why;
    run.renderer.on_event(event);
  }
  for (const auto& text : run.plan.notices) {
    run.renderer.on_event(Notice{Notice::Level::kWarning, text});
  }
}

void tell_failures(const PlanRun& run, const reconcile::Report& report) {
  for (const auto& skipped : skipped_services(run.plan, report)) {
    ServiceChanged event;
    event.service = skipped.service;
    event.state = ServiceState::kSkipped;
    if (!skipped.because.empty()) event.detail = "needs " + skipped.because;
    run.renderer.on_event(event);
  }
  for (const auto& failure : failures_of(report)) run.renderer.on_event(failure);
  for (const auto& name : failed_optional(run.plan, report)) {
    run.renderer.on_event(
        Notice{Notice::Level::kWarning, name + " is optional: that it failed fails nothing else"});
  }
}

/// "db, redis still run" for the message after an interruption.
Task<std::optional<std::string>> still_running(const PlanRun& run) {
  const auto containers = co_await list_members(run.engine, run.stack, run.project.state);
  std::vector<std::string> names;
  for (const auto& container : containers) {
    if (container.state != "running") continue;
    names.push_back(label(container, model::labels::kService));
  }
  if (names.empty()) co_return std::string("nothing of the project runs");
  co_return fmt::format("{} still run{}", join(names, ", "), names.size() == 1 ? "s" : "");
}

Task<std::string> what_runs(const PlanRun& run) {
  auto look = still_running(run);
  Task<std::optional<std::optional<std::string>>> limited =
      io::with_deadline(static_cast<Clock&>(run.engine.loop), kLookLimit, std::move(look));
  const auto answer = co_await limited;
  co_return answer ? answer->value_or("") : std::string("the engine does not say what still runs");
}

/// What a process of this host begins with: the user's environment, and over it the exports.
Task<model::StringMap> process_environment(const PlanRun& run) {
  model::StringMap environment = run.context.environment;
  if (run.stack.extension.exports.empty()) co_return environment;
  const auto members = co_await list_members(run.engine, run.stack, run.project.state);
  std::vector<std::string> problems;
  for (const auto& [name, value] : resolve_exports(run.stack, published_ports(members), problems)) {
    environment.insert_or_assign(name, value);
  }
  co_return environment;
}

std::string continue_hint(const PlanRun& run) {
  return fmt::format("devstack {} continues from here; devstack down takes everything away",
                     run.verb);
}

[[noreturn]] void throw_interrupted(const PlanRun& run, int signal_number, std::string runs) {
  Interrupted error(signal_number);
  error.add_detail(std::move(runs));
  error.add_detail(continue_hint(run));
  throw error;
}

}  // namespace

std::unique_ptr<ui::Renderer> make_renderer(const CommandContext& context, const Clock& clock) {
  return ui::make_renderer(context.console.progress, context.console.error, clock, write_output,
                           write_error);
}

Task<reconcile::Report> run_plan(PlanRun run) {
  io::Loop& loop = run.engine.loop;
  const auto launcher = host::make_process_launcher(loop);
  auto* const renderer = &run.renderer;
  const std::string config = docker_config(run.context);
  CredentialHelpers helpers(*launcher,
                            [renderer](const UiEvent& event) { renderer->on_event(event); });
  const reconcile::RunnerContext collaborators{
      run.stack, run.observed, run.plan, run.engine.client, *run.engine.transport, loop,
      run.project.state, [renderer](const UiEvent& event) { renderer->on_event(event); },
      run.options, addresses_reachable(run.engine.client.endpoint(), run.project.info),
      host::find_install_paths(), config,
      [&helpers](std::string helper, std::string action, std::string input) {
        return helpers.ask(std::move(helper), std::move(action), std::move(input));
      },
      launcher.get(), [&run] { return process_environment(run); },
      // Podman's API has no BuildKit behind it.
      run.engine.client.is_podman() ? std::string()
                                    : find_buildx(run.context.environment, config, is_program),
      run.context.environment};
  const auto runner = reconcile::make_engine_step_runner(collaborators);
  tell_start(run);
  reconcile::note_run(run.project.state, run.verb, stopped_by(run.plan));

  TaskSet<Who, Arrival> race;
  race.add(Who::kSignal, ending_signal(loop));
  race.add(Who::kTick, tick(loop));
  if (run.deadline) race.add(Who::kDeadline, deadline(loop, *run.deadline));
  race.add(Who::kWork, work(run, *runner));
  while (true) {
    auto next = co_await race.next();
    Arrival arrival = next.task.take();
    if (std::holds_alternative<Ticked>(arrival)) {
      run.renderer.tick();
      runner->keep_books();
      race.add(Who::kTick, tick(loop));
      continue;
    }
    if (auto* report = std::get_if<reconcile::Report>(&arrival)) {
      reconcile::forget_run(run.project.state);
      tell_failures(run, *report);
      co_return std::move(*report);
    }
    race.clear();
    run.renderer.close();
    if (const auto* signalled = std::get_if<Signalled>(&arrival)) {
      // From here on the next Ctrl-C ends the process at once.
      for (const int number : kEndingSignals) std::signal(number, SIG_DFL);
      std::string runs = co_await what_runs(run);
      throw_interrupted(run, signalled->number, std::move(runs));
    }
    Error error(ExitCode::kDeadline, "DS3110",
                fmt::format("{} was not done within {}", run.verb, format_duration(*run.deadline)),
                continue_hint(run));
    error.add_detail(co_await what_runs(run));
    throw error;
  }
}

}  // namespace devstack::cli

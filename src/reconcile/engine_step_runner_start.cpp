// Starts a container and verifies what the engine's "done" does not promise: that its ports are
// really published (engines have lost them: moby issue 51758).
#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "devstack/reconcile/port_conflict.hpp"
#include "engine_step_runner_steps.hpp"
#include "start_refusal.hpp"
#include "step_report.hpp"

namespace devstack::reconcile {
namespace {

constexpr std::size_t kHookLines = 10;

/// The declared port that the engine's words are about.
WantedPort wanted_of(const model::Service& service, const StartRefusal& refusal) {
  WantedPort wanted;
  wanted.service = service.name;
  wanted.host_ip = refusal.host_ip;
  wanted.port = refusal.port;
  wanted.protocol = "tcp";
  wanted.where = service.span;
  for (const model::Port& port : service.ports) {
    if (port.published != std::to_string(refusal.port)) continue;
    wanted.protocol = port.protocol;
    wanted.where = port.span;
  }
  return wanted;
}

StepFailed plain_refusal(const model::Service& service, StartRefusal::Kind kind,
                         const std::string& words) {
  const bool source = kind == StartRefusal::Kind::kMissingSource;
  const bool command = kind == StartRefusal::Kind::kBadCommand;
  const std::string title =
      source    ? fmt::format("{}: a folder or file to mount does not exist", service.name)
      : command ? fmt::format("{}: its command cannot be run", service.name)
                : fmt::format("{} cannot be started", service.name);
  StepFailed failed = engine_refused(source ? "DS3106" : "DS3105", title, words, service.span);
  failed.report.next = {"devstack config"};
  return failed;
}

Task<StepFailed> explain(RunnerState& state, const model::Service& service, std::string words,
                         std::string consequence) {
  const StartRefusal refusal = classify_start_refusal(words);
  StepFailed failed;
  if (refusal.kind == StartRefusal::Kind::kPortInUse && refusal.port != 0) {
    const WantedPort wanted = wanted_of(service, refusal);
    const std::string holder = co_await port_holder(state.context.client, wanted);
    failed.exit_code = ExitCode::kConflict;
    failed.report = port_in_use(wanted, holder);
    failed.report.lines.push_back({"engine", words, {}});
  } else {
    failed = plain_refusal(service, refusal.kind, words);
  }
  failed.report.title += consequence;
  co_return failed;
}

/// Published ports that the file asks for and the running container does not have.
std::vector<const model::Port*> lost_ports(const model::Service& service,
                                           const engine::ContainerDetails& container) {
  std::vector<const model::Port*> lost;
  if (!service.network_mode.empty() && service.network_mode != "bridge") return lost;
  for (const model::Port& port : service.ports) {
    const bool there =
        std::ranges::any_of(container.ports, [&](const engine::PublishedPort& published) {
          return published.container_port == port.target && published.protocol == port.protocol &&
                 published.host_port != 0;
        });
    if (!there) lost.push_back(&port);
  }
  return lost;
}

StepFailed ports_missing(const model::Service& service, const std::vector<const model::Port*>& lost,
                         const std::string& consequence) {
  StepFailed failed;
  failed.report.code = "DS2103";
  failed.report.title = fmt::format("{} runs, but the engine has not published its ports{}",
                                    service.name, consequence);
  for (const model::Port* port : lost) {
    failed.report.lines.push_back(
        {"missing",
         fmt::format("{} to {}/{}", port->published.empty() ? "any" : port->published, port->target,
                     port->protocol),
         port->span.file_and_line()});
  }
  failed.report.next = {"devstack up --force-recreate " + service.name};
  return failed;
}

StepFailed post_start_failed(const model::Service& service, const FailedHook& hook,
                             const std::string& consequence) {
  StepFailed failed = engine_refused(
      "DS3107", fmt::format("{}: its post_start hook failed{}", service.name, consequence),
      fmt::format("`{}` {}", hook.command, hook.how), hook.where);
  add_log_lines(failed.report, service.name, hook.output, kHookLines);
  failed.report.next = look_at(service.name);
  return failed;
}

/// A job's container that was made before its database turned out to be a mock.
Task<StepResult> leave_out(RunnerState& state, StartContainer action) {
  const std::string id = state.container(action.service, action.number);
  if (!id.empty()) {
    co_await state.context.client.remove_container(id, engine::Client::AnonymousVolumes::kRemove);
  }
  co_return StepDone{};
}

/// The start of a container that an earlier run has left; empty for one that never ran.
std::optional<engine::Timestamp> earlier_start(const RunnerState& state, const std::string& id) {
  for (const ObservedContainer& container : state.context.observed.containers) {
    if (container.id == id && container.details) return container.details->started_at;
  }
  return std::nullopt;
}

/// It runs, or it has run since: a job may have ended before anybody looked.
bool has_started(const engine::ContainerDetails& container,
                 const std::optional<engine::Timestamp>& before) {
  if (container.running) return true;
  return container.status != "created" && container.started_at && container.started_at != before;
}

}  // namespace

Task<StartAnswer> ask_to_start(engine::Client& client, std::string id) {
  StartAnswer answer;
  try {
    co_await client.start_container(std::move(id));
  } catch (const engine::EngineError& error) {
    if (error.status() >= 400) {
      answer.refusal = error.daemon_message();
    } else {
      answer.lost = std::current_exception();
    }
  } catch (const engine::EngineUnavailable&) {
    answer.lost = std::current_exception();
  }
  co_return answer;
}

Task<StepResult> start_container(RunnerState& state, const Step& step, StartContainer action) {
  if (state.skips(action.service)) co_return co_await leave_out(state, action);
  const model::Service& service = state.service(action.service);
  const std::string id = state.container(action.service, action.number);
  const std::string and_so = consequence(state.context.plan, step);
  state.begin_start(action.service);
  state.changed(action.service, ServiceState::kStarting);
  co_await put_files(state, service, id);
  const StartAnswer answer = co_await ask_to_start(state.context.client, id);
  if (!answer.refusal.empty()) {
    co_return co_await explain(state, service, answer.refusal, and_so);
  }
  auto container = co_await state.context.client.inspect_container(id);
  const bool running = container && container->running;
  const bool started = container && has_started(*container, earlier_start(state, id));
  if (answer.lost && !started) std::rethrow_exception(answer.lost);
  if (running) {
    const auto lost = lost_ports(service, *container);
    if (!lost.empty()) co_return ports_missing(service, lost, and_so);
  }
  if (container) state.remember(std::move(*container));
  if (!service.post_start.empty()) {
    const auto failed = co_await run_hooks(state.context.client, id, service.post_start);
    if (failed) co_return post_start_failed(service, *failed, and_so);
  }
  co_return StepDone{};
}

}  // namespace devstack::reconcile

// Processes of this host: each is started through a supervisor and proven like a container.
#include <fmt/format.h>

#include <random>

#include "devstack/base/exit_status.hpp"
#include "devstack/base/units.hpp"
#include "devstack/host/log_tail.hpp"
#include "devstack/host/process_control.hpp"
#include "engine_step_runner_steps.hpp"
#include "host_report.hpp"
#include "step_report.hpp"

namespace devstack::reconcile {
namespace {

constexpr std::size_t kLogBytes = 8192;

host::ProcessRecords records_of(const RunnerState& state) {
  return host::ProcessRecords(state.context.state.directory());
}

std::optional<host::ProcessRecord> record_of(const RunnerState& state, const std::string& service) {
  auto records = records_of(state).read();
  const auto found = records.find(service);
  if (found != records.end()) return std::move(found->second);
  // Lost, but found by its marker.
  const auto seen = state.context.observed.processes.find(service);
  if (seen == state.context.observed.processes.end()) return std::nullopt;
  return seen->second.record;
}

/// PROJECT/SERVICE/NONCE: no two starts have the same.
std::string new_marker(const model::Stack& stack, const std::string& service) {
  std::random_device random;
  return fmt::format("{}/{}/{:08x}{:08x}", stack.id, service, random(), random());
}

/// The user's environment and the exports, PORT, and what the file says: the last wins.
Task<model::StringMap> environment_of(RunnerState& state, const model::Service& service) {
  model::StringMap environment;
  if (state.context.process_environment) {
    environment = co_await state.context.process_environment();
  }
  if (const auto port = process_port(service); port != 0) {
    environment.insert_or_assign("PORT", std::to_string(port));
  }
  for (const auto& [name, value] : service.extension.process->environment) {
    environment.insert_or_assign(name, value);
  }
  co_return environment;
}

host::Supervised order_of(RunnerState& state, const model::Service& service,
                          model::StringMap environment) {
  const model::HostProcess& process = *service.extension.process;
  host::Supervised order;
  order.service = service.name;
  order.state_directory = state.context.state.directory();
  order.marker = new_marker(state.context.stack, service.name);
  order.argv = process.command;
  order.working_dir =
      process.working_dir.empty() ? state.context.stack.directory : process.working_dir;
  order.environment = std::move(environment);
  order.log = process.log.empty() ? records_of(state).default_log(service.name) : process.log;
  order.restart = process.restart;
  order.fields = process_fields(state.context.stack, service);
  return order;
}

/// A supervisor that a run that was cut off had just begun to start has come up meanwhile.
bool runs_already(const RunnerState& state, const model::Service& service) {
  const auto record = record_of(state, service.name);
  return record && host::condition_of(*record) == host::ProcessCondition::kRunning &&
         record->fields == process_fields(state.context.stack, service);
}

/// How the start that `begun` tells of has ended; empty while it runs.
std::optional<std::string> ending_of(const RunnerState& state, const host::ProcessRecord& begun) {
  const auto now = record_of(state, begun.service);
  if (!now) return "its record is gone: it was taken down";
  const bool same = now->restarts == begun.restarts && now->marker == begun.marker;
  const auto condition = host::condition_of(*now);
  if (same && condition == host::ProcessCondition::kRunning) return std::nullopt;
  if (condition == host::ProcessCondition::kUnsupervised) return "its supervisor was killed";
  std::string text = fmt::format("exit code {}", now->exit_code);
  if (const auto signal = signal_of(now->exit_code)) text += fmt::format(" (signal {})", *signal);
  if (condition == host::ProcessCondition::kBackingOff) {
    text += fmt::format(", restarts {}, started again soon", now->restarts);
  }
  return text;
}

}  // namespace

Task<StepResult> start_process(RunnerState& state, const Step& step, StartProcess action) {
  const model::Service& service = state.service(action.service);
  state.begin_start(action.service);
  state.changed(action.service, ServiceState::kStarting);
  auto environment = co_await environment_of(state, service);
  auto order = order_of(state, service, std::move(environment));
  auto starting = host::start_supervised(*state.context.launcher, state.context.paths.executable,
                                         std::move(order));
  const auto problem = co_await starting;
  if (problem && !runs_already(state, service)) {
    co_return process_not_started(service, *problem, consequence(state.context.plan, step));
  }
  co_return StepDone{};
}

Task<StepResult> stop_process(RunnerState& state, StopProcess action) {
  state.begin(action.service);
  state.changed(action.service, ServiceState::kStopping);
  const auto record = record_of(state, action.service);
  if (record) {
    auto ending = host::end_process(state.context.loop, records_of(state), *record, action.grace);
    const bool gone = co_await ending;
    if (!gone) co_return process_does_not_end(action.service, record->process.pid);
  }
  const bool forget = action.fate == StopProcess::Fate::kForget;
  if (forget) records_of(state).remove(action.service);
  state.finished(action.service, forget ? ServiceState::kRemoved : ServiceState::kStopped);
  co_return StepDone{};
}

Task<StepResult> await_process(RunnerState& state, const Step& step, AwaitProcess action) {
  const model::Service& service = state.service(action.service);
  state.begin(action.service);
  const auto record = record_of(state, action.service).value_or(host::ProcessRecord{});
  const model::ProbeSpec spec = process_probe(service);
  probe::ProcessTarget target;
  target.service = service.name;
  target.log = record.log;
  target.log_begin = record.log_begin;
  target.working_dir = service.extension.process->working_dir;
  target.environment = co_await environment_of(state, service);
  const probe::ProbeContext base{state.context.client, state.context.transport, state.context.loop,
                                 true};
  const probe::ProcessProbeContext context{base, *state.context.launcher};
  probe::ProcessWatch watch = [&state, record] { return ending_of(state, record); };
  probe::ProgressSink progress = progress_of(state, action.service, describe(spec.kind));
  const auto verdict = co_await probe::await_process(context, std::move(target), spec,
                                                     std::move(watch), std::move(progress));
  if (verdict.outcome == probe::Outcome::kReady) {
    state.record_ready(process_readiness_key(service.name), process_readiness_proof(record));
    state.finished(action.service, ServiceState::kReady,
                   fmt::format("process {}", record.process.pid));
    co_return StepDone{};
  }
  const std::string and_so = consequence(state.context.plan, step);
  const ProcessNotReady facts{service, spec, verdict, and_so,
                              host::log_tail(record.log, kLogBytes)};
  co_return process_not_ready(facts);
}

}  // namespace devstack::reconcile

// The probe of `process.ready`, as `up` runs it.
#include "cli/check/process_health.hpp"

#include <fmt/format.h>

#include "cli/show/process_summary.hpp"
#include "devstack/host/process_launcher.hpp"
#include "devstack/host/process_tree.hpp"
#include "devstack/probe/process_prober.hpp"

namespace devstack::cli {

Task<HealthRow> judge_process(EngineSession& engine, const model::Service& service,
                              reconcile::ObservedProcess process) {
  HealthRow row;
  row.service = service.name;
  row.container = fmt::format("process {}", process.record.process.pid);
  row.exists = true;
  row.optional = service.extension.optional;
  const auto spec = reconcile::process_probe(service);
  row.probe = model::describe(spec.kind);
  if (process.condition != host::ProcessCondition::kRunning) {
    row.state = process.record.stopped ? ServiceState::kStopped : ServiceState::kFailed;
    row.result = process_state_text(process, engine.loop.system_now());
    co_return row;
  }
  const auto launcher = host::make_process_launcher(engine.loop);
  probe::ProcessTarget target;
  target.service = service.name;
  target.log = process.record.log;
  target.log_begin = process.record.log_begin;
  if (service.extension.process) target.working_dir = service.extension.process->working_dir;
  target.environment = host::started_with(process.record.process.pid);
  const probe::ProbeContext base{engine.client, *engine.transport, engine.loop, true};
  const probe::ProcessProbeContext context{base, *launcher};
  const auto attempt = co_await probe::probe_process_once(context, std::move(target), spec);
  row.took = attempt.at;
  row.passed = attempt.passed;
  row.result = attempt.result;
  row.state = attempt.passed ? ServiceState::kReady : ServiceState::kFailed;
  if (process.record.restarts != 0) {
    row.result += fmt::format(", restarts {}", process.record.restarts);
  }
  co_return row;
}

}  // namespace devstack::cli

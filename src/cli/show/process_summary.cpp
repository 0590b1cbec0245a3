// A process is a row with its pid for an image and its published ports for ports.
#include "cli/show/process_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "cli/show/compose_ps.hpp"
#include "devstack/base/text.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/model/names.hpp"

namespace devstack::cli {
namespace {

using host::ProcessCondition;
using reconcile::ObservedProcess;
using reconcile::ObservedProcesses;

std::vector<engine::PublishedPort> ports_of(const model::Stack& stack, const std::string& service) {
  std::vector<engine::PublishedPort> ports;
  const auto declared = stack.services.find(service);
  if (declared == stack.services.end()) return ports;
  for (const model::Port& port : declared->second.ports) {
    engine::PublishedPort published;
    published.container_port = port.target;
    published.protocol = port.protocol;
    published.host_ip = port.host_ip;
    const char* end = port.published.data() + port.published.size();
    const auto [rest, error] = std::from_chars(port.published.data(), end, published.host_port);
    if (error == std::errc{} && rest == end) ports.push_back(published);
  }
  return ports;
}

std::string state_word(ProcessCondition condition) {
  switch (condition) {
    case ProcessCondition::kRunning:
    case ProcessCondition::kUnsupervised:
      return "running";
    case ProcessCondition::kBackingOff:
      return "restarting";
    case ProcessCondition::kEnded:
      return "exited";
  }
  return {};
}

std::string status_text(const ObservedProcess& process, SystemTime now) {
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(
      std::max(now - process.record.started_at, SystemTime::duration::zero()));
  const std::string word = state_word(process.condition);
  if (word == "running") return "Up " + human_duration(age);
  return fmt::format("{} ({}) {} ago", word == "exited" ? "Exited" : "Restarting",
                     process.record.exit_code, human_duration(age));
}

engine::ContainerSummary summary_of(const model::Stack& stack, const std::string& service,
                                    const ObservedProcess& process, SystemTime now) {
  engine::ContainerSummary row;
  row.id = reconcile::process_readiness_key(service);
  row.name = model::container_name(stack.project, service, 1);
  row.image = fmt::format("process {}", process.record.process.pid);
  row.state = state_word(process.condition);
  row.status = status_text(process, now);
  row.created = process.record.started_at;
  row.labels = {{model::labels::kProject, stack.project},
                {model::labels::kService, service},
                {model::labels::kContainerNumber, "1"},
                {model::labels::kProjectId, stack.id},
                {kProcessLabel, std::to_string(process.record.process.pid)}};
  row.ports = ports_of(stack, service);
  return row;
}

std::tuple<std::string, std::size_t, std::string> place_of(const engine::ContainerSummary& row) {
  const std::string number = label(row, model::labels::kContainerNumber);
  return {label(row, model::labels::kService), number.size(), number};
}

}  // namespace

bool is_process(const engine::ContainerSummary& row) { return row.labels.contains(kProcessLabel); }

void add_processes(std::vector<engine::ContainerSummary>& rows, const model::Stack& stack,
                   const ObservedProcesses& processes, SystemTime now) {
  if (processes.empty()) return;
  const auto has_container = [&rows](const std::string& service) {
    return std::any_of(rows.begin(), rows.end(), [&service](const auto& row) {
      return label(row, model::labels::kService) == service && !is_process(row);
    });
  };
  std::vector<engine::ContainerSummary> added;
  for (const auto& [service, process] : processes) {
    if (process.condition == ProcessCondition::kEnded && has_container(service)) continue;
    added.push_back(summary_of(stack, service, process, now));
  }
  for (auto& row : added) rows.push_back(std::move(row));
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return place_of(a) < place_of(b); });
}

std::string process_state_text(const ObservedProcess& process, SystemTime now) {
  const auto& record = process.record;
  switch (process.condition) {
    case ProcessCondition::kRunning:
      return record.restarts == 0 ? "running"
                                  : fmt::format("running, restarts {}", record.restarts);
    case ProcessCondition::kUnsupervised:
      return "running, its supervisor is gone";
    case ProcessCondition::kBackingOff: {
      const auto left = std::max(record.next_start - now, SystemTime::duration::zero());
      return fmt::format("exited ({}), restarts {}, backing off {}s", record.exit_code,
                         record.restarts, std::chrono::ceil<std::chrono::seconds>(left).count());
    }
    case ProcessCondition::kEnded:
      return record.stopped ? "stopped" : fmt::format("exited ({})", record.exit_code);
  }
  return {};
}

void describe_processes(std::vector<ServiceStatus>& rows, const model::Stack& stack,
                        const ObservedProcesses& processes,
                        const host::StateStore::Record& readiness, SystemTime now) {
  for (auto& row : rows) {
    const auto found = processes.find(row.service);
    if (found == processes.end() || !row.implementation_text.starts_with("process ")) continue;
    const ObservedProcess& process = found->second;
    row.state_text = process_state_text(process, now);
    if (process.condition == ProcessCondition::kEnded && process.record.stopped) {
      row.state = ServiceState::kStopped;
    }
    if (process.condition == ProcessCondition::kBackingOff) row.state = ServiceState::kFailed;
    if (process.condition != ProcessCondition::kRunning) continue;
    const auto proof = readiness.find(reconcile::process_readiness_key(row.service));
    const bool proven = proof != readiness.end() &&
                        proof->second == reconcile::process_readiness_proof(process.record);
    const auto service = stack.services.find(row.service);
    const bool has_test = service != stack.services.end() && service->second.extension.process &&
                          service->second.extension.process->ready;
    row.state = proven || !has_test ? ServiceState::kReady : ServiceState::kStarting;
    row.health_text = proven ? "ready" : has_test ? "not proven" : "-";
  }
}

engine::ContainerStats process_use(const engine::ContainerSummary& row,
                                   const std::vector<host::ProcessEntry>& all) {
  const std::string pid = label(row, kProcessLabel);
  int root = 0;
  std::from_chars(pid.data(), pid.data() + pid.size(), root);
  const host::TreeUse use = host::tree_use(all, root);
  const host::HostTime host = host::host_time();
  engine::ContainerStats stats;
  stats.cpu_time = host::ticks_to_time(use.cpu_ticks);
  stats.system_time = host.cpu_time;
  stats.cpus = host.cpus;
  stats.memory_bytes = use.memory_bytes;
  stats.memory_limit_bytes = host.memory_bytes;
  stats.processes = use.processes;
  return stats;
}

Task<std::vector<engine::ContainerSummary>> list_members(EngineSession& engine,
                                                         const model::Stack& stack,
                                                         const host::StateStore& state) {
  auto rows = co_await list_project(engine.client, stack);
  add_processes(rows, stack, reconcile::observe_processes(stack, state), engine.loop.system_now());
  co_return rows;
}

Value process_ps_entry(const model::Stack& stack, const engine::ContainerSummary& row,
                       const ObservedProcess& process) {
  Value inspection = Value::object();
  const auto service = stack.services.find(process.record.service);
  if (service != stack.services.end() && service->second.extension.process) {
    const auto& command = service->second.extension.process->command;
    inspection.set("Path", command.front());
    inspection.set("Args", Value::strings({command.begin() + 1, command.end()}));
  }
  Value entry = compose_ps_entry(row, inspection, {}, row.created);
  entry.set("ExitCode", std::int64_t{process.record.exit_code});
  entry.set("ID", row.image);
  entry.set("Implementation", "process");
  entry.set("Pid", std::int64_t{process.record.process.pid});
  entry.set("Restarts", process.record.restarts);
  return entry;
}

}  // namespace devstack::cli

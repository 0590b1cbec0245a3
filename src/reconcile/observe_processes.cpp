// The host's side of a snapshot. Records tell; markers find what has lost its record.
#include <algorithm>

#include "devstack/host/process_tree.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::reconcile {
namespace {

bool has_process(const auto& services) {
  return std::ranges::any_of(
      services, [](const auto& entry) { return entry.second.extension.process.has_value(); });
}

/// Processes without a record, of services that have one in the file.
void find_lost(const model::Stack& stack, ObservedProcesses& processes) {
  for (const auto* services : {&stack.services, &stack.disabled}) {
    for (const auto& [name, service] : *services) {
      if (!service.extension.process || processes.contains(name)) continue;
      ObservedProcess lost;
      lost.record.service = name;
      lost.record.marker = stack.id + "/" + name + "/";
      const auto found = host::marked_processes(lost.record.marker);
      if (found.empty()) continue;
      lost.record.process = found.front();
      lost.condition = host::ProcessCondition::kUnsupervised;
      processes.emplace(name, std::move(lost));
    }
  }
}

}  // namespace

ObservedProcesses observe_processes(const model::Stack& stack, const host::StateStore& state) {
  ObservedProcesses processes;
  for (auto& [service, record] : host::ProcessRecords(state.directory()).read()) {
    const auto condition = host::condition_of(record);
    processes.emplace(service, ObservedProcess{std::move(record), condition});
  }
  if (!has_process(stack.services) && !has_process(stack.disabled)) return processes;
  // One look for all of them before one for each.
  if (!host::marked_processes(stack.id + "/").empty()) find_lost(stack, processes);
  return processes;
}

bool runs_as_process(const Observed& observed, const std::string& service) {
  const auto choice = observed.process_choices.find(service);
  if (choice != observed.process_choices.end()) return choice->second.empty();
  const auto process = observed.processes.find(service);
  return process != observed.processes.end() &&
         process->second.condition != host::ProcessCondition::kEnded;
}

std::string process_readiness_key(const std::string& service) { return "process:" + service; }

std::string process_readiness_proof(const host::ProcessRecord& record) {
  return std::to_string(record.process.pid) + "@" + std::to_string(record.process.start_ticks);
}

}  // namespace devstack::reconcile

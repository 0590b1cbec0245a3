// Compares the wanted process of a service with the one that its supervisor has.
#include <fmt/format.h>

#include <algorithm>

#include "devstack/reconcile/mock_service.hpp"
#include "reconcile/decision.hpp"

namespace devstack::reconcile {
namespace {

using Kind = ProcessDecision::Action;

std::string how_it_ended(const host::ProcessRecord& record) {
  if (record.stopped) return "stopped";
  return fmt::format("ended with exit code {}", record.exit_code);
}

ProcessDecision decide_unwanted(const Observed& observed, const model::Service& service,
                                const ObservedProcess* process) {
  if (process == nullptr || process->condition == host::ProcessCondition::kEnded) return {};
  const auto choice = observed.process_choices.find(service.name);
  ProcessDecision decision;
  decision.action = Kind::kStop;
  decision.cause = {"the file no longer has it as a process", service.span};
  if (is_fallback_mock(service)) {
    decision.cause.text = "a mock runs: " + fallback_reason(service);
  } else if (choice != observed.process_choices.end()) {
    decision.cause = {choice->second, service.extension.process->span};
  }
  return decision;
}

/// Why a process that runs is started anew; empty: it is as it should be.
Cause why_anew(const model::Stack& stack, const UpOptions& options, const DecisionMap& earlier,
               const model::Service& service, const host::ProcessRecord& record) {
  const SourceSpan& where = service.extension.process->span;
  if (options.recreate != Recreate::kNever) {
    if (is_forced(options, service)) return {"--force-recreate", {}};
    const std::string drift = changed_fields_text(record.fields, process_fields(stack, service));
    if (!drift.empty()) return {drift, where};
  }
  for (const model::Dependency& dependency : service.depends_on) {
    const auto found = earlier.find(dependency.service);
    if (dependency.restart && found != earlier.end() && found->second.replaces_containers()) {
      return {fmt::format("{} is made anew, and depends_on says restart", dependency.service),
              dependency.span};
    }
  }
  return {};
}

}  // namespace

bool wants_process(const Observed& observed, const model::Service& service) {
  return service.extension.process && !is_fallback_mock(service) &&
         runs_as_process(observed, service.name);
}

ProcessDecision decide_process(const model::Stack& stack, const Observed& observed,
                               const UpOptions& options, const DecisionMap& earlier,
                               const model::Service& service) {
  const auto found = observed.processes.find(service.name);
  const ObservedProcess* process = found == observed.processes.end() ? nullptr : &found->second;
  if (!wants_process(observed, service)) return decide_unwanted(observed, service, process);
  const SourceSpan& where = service.extension.process->span;
  if (process == nullptr) return {Kind::kStart, {"no process runs", where}, false};
  const host::ProcessRecord& record = process->record;
  switch (process->condition) {
    case host::ProcessCondition::kEnded:
      return {Kind::kStart, {how_it_ended(record), where}, false};
    case host::ProcessCondition::kUnsupervised:
      return {Kind::kRestart, {"its supervisor is gone", where}, false};
    case host::ProcessCondition::kBackingOff:
      return {Kind::kRestart, {"keeps ending: " + how_it_ended(record), where}, false};
    case host::ProcessCondition::kRunning:
      break;
  }
  Cause cause = why_anew(stack, options, earlier, service, record);
  if (!cause.text.empty()) return {Kind::kRestart, std::move(cause), false};
  const auto proof = observed.readiness.find(process_readiness_key(service.name));
  const bool proven =
      proof != observed.readiness.end() && proof->second == process_readiness_proof(record);
  return {Kind::kKeep, {}, proven};
}

}  // namespace devstack::reconcile

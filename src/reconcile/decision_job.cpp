// Jobs run again when their result no longer holds, and only then.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "devstack/model/labels.hpp"
#include "reconcile/decision.hpp"
#include "reconcile/job_starts.hpp"
#include "reconcile/job_volumes.hpp"

namespace devstack::reconcile {
namespace {

/// The job's recorded success, compared with what it would be run on now.
enum class Record { kNone, kHolds, kOutdated };

Record record_of(const Observed& observed, const model::Service& service) {
  const auto recorded = observed.jobs.find(service.name);
  const auto now = observed.job_inputs.find(service.name);
  if (recorded == observed.jobs.end()) return Record::kNone;
  if (now == observed.job_inputs.end()) return Record::kNone;
  return recorded->second == now->second ? Record::kHolds : Record::kOutdated;
}

bool depends_on_inputs(const model::Service& service) {
  return service.extension.job && service.extension.job->run == model::Job::Run::kOnChange;
}

SourceSpan job_span(const model::Service& service) {
  const bool declared = service.extension.job && service.extension.job->span.known();
  return declared ? service.extension.job->span : service.span;
}

bool has_to_run_again(const UpOptions& options, const model::Service& service) {
  return is_forced(options, service) ||
         std::ranges::find(options.run_again, service.name) != options.run_again.end();
}

/// A service behind a job that runs `always` which this plan makes or starts; empty: none.
std::string started_before(const model::Stack& stack, const DecisionMap& earlier,
                           const model::Service& service) {
  if (!runs_always(service)) return {};
  for (const std::string& name : services_behind(stack, service)) {
    const auto decision = earlier.find(name);
    if (decision != earlier.end() && decision->second.starts_containers()) return name;
  }
  return {};
}

/// Of an outdated record: what differs.
std::string what_changed(const Observed& observed, const model::Service& service) {
  const std::string& recorded = observed.jobs.find(service.name)->second;
  const std::string& now = observed.job_inputs.find(service.name)->second;
  return without_starts(recorded) == without_starts(now)
             ? "what it depends on was started since its last success"
             : "its inputs or volumes changed";
}

/// Without a record this is what is left to see: the data that the job worked on is not there.
bool has_lost_volumes(const model::Stack& stack, const Observed& observed,
                      const model::Service& service) {
  return std::ranges::any_of(job_volumes(stack, service), [&observed](const std::string& name) {
    return !observed.volumes.contains(name);
  });
}

/// Made by Docker Compose: our record is of an earlier run and says nothing about this one.
bool is_of_compose(const ObservedContainer& container) {
  return !container.labels.contains(model::labels::kSpec);
}

/// Why an exited container of the right configuration is no success; empty: it is one.
std::optional<std::string> why_not_done(const model::Stack& stack, const Observed& observed,
                                        const model::Service& service,
                                        const ObservedContainer& container) {
  if (!container.details) return "its end is unknown";
  if (container.details->exit_code != 0) {
    return fmt::format("failed before, with exit code {}", container.details->exit_code);
  }
  switch (is_of_compose(container) ? Record::kNone : record_of(observed, service)) {
    case Record::kHolds:
      return std::nullopt;
    case Record::kOutdated:
      return what_changed(observed, service);
    case Record::kNone:
      break;
  }
  if (has_lost_volumes(stack, observed, service)) return "a volume of its result is gone";
  if (depends_on_inputs(service)) return "there is no record of its inputs";
  if (runs_always(service)) return "there is no record of its last success";
  return std::nullopt;
}

std::string why_not_there(const Observed& observed, const model::Service& service) {
  switch (record_of(observed, service)) {
    case Record::kNone:
      return "has not run yet";
    case Record::kHolds:
      return "its container is gone";
    case Record::kOutdated:
      return what_changed(observed, service);
  }
  return {};
}

ReplicaDecision due(const model::Service& service, const ObservedContainer* current, Cause cause) {
  ReplicaDecision replica;
  replica.current = current;
  replica.action = current == nullptr ? ReplicaAction::kCreate : ReplicaAction::kRemoveAndCreate;
  if (!cause.where.known()) cause.where = job_span(service);
  replica.cause = std::move(cause);
  return replica;
}

/// Runs again in the container that Docker Compose made, as it would itself.
ReplicaDecision again(const ObservedContainer& current, const std::string& cause) {
  ReplicaDecision replica;
  replica.current = &current;
  replica.action = ReplicaAction::kStart;
  replica.cause = {cause, {}};
  return replica;
}

ReplicaDecision holds(const ObservedContainer* current) {
  ReplicaDecision replica;
  replica.current = current;
  replica.action = ReplicaAction::kDone;
  return replica;
}

}  // namespace

ReplicaDecision decide_job(const model::Stack& stack, const Observed& observed,
                           const UpOptions& options, const DecisionMap& earlier,
                           const model::Service& service, const ObservedContainer* current) {
  const bool runs = current != nullptr && is_running(*current);
  if (!runs && has_to_run_again(options, service)) {
    return due(service, current, {"to be run again", {}});
  }
  if (const auto started = started_before(stack, earlier, service); !runs && !started.empty()) {
    return due(service, current, {fmt::format("{} is started by this run", started), {}});
  }
  // The record stands for the configuration too: it holds without any container.
  if (!runs && service.extension.job && record_of(observed, service) == Record::kHolds) {
    return holds(current);
  }
  if (current == nullptr) return due(service, nullptr, {why_not_there(observed, service), {}});
  if (auto drift = find_drift(stack, observed, service, *current)) {
    return due(service, current, *drift);
  }
  if (runs) {
    ReplicaDecision replica;
    replica.current = current;
    replica.action = ReplicaAction::kKeep;
    return replica;
  }
  if (current->state != "exited") return due(service, current, {"was never started", {}});
  if (auto reason = why_not_done(stack, observed, service, *current)) {
    if (is_of_compose(*current)) return again(*current, *reason);
    return due(service, current, {*reason, {}});
  }
  return holds(current);
}

}  // namespace devstack::reconcile

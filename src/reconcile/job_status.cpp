// Asks the planner's decision about each job; the last run is read off its finished container.
#include "devstack/reconcile/job_status.hpp"

#include "devstack/reconcile/mock_service.hpp"
#include "reconcile/decision.hpp"

namespace devstack::reconcile {
namespace {

std::string mode_of(const model::Service& job) {
  if (!job.extension.job) return "-";
  switch (job.extension.job->run) {
    case model::Job::Run::kOnce:
      return "once";
    case model::Job::Run::kOnChange:
      return "on-change";
    case model::Job::Run::kAlways:
      return "always";
  }
  return "-";
}

void set_last_run(JobStatus& status, const ObservedContainer& container) {
  if (!container.details || is_running(container)) return;
  const engine::ContainerDetails& details = *container.details;
  if (!details.started_at || !details.finished_at) return;
  status.finished = details.finished_at;
  status.exit_code = details.exit_code;
  status.took = std::chrono::duration_cast<Duration>(*details.finished_at - *details.started_at);
}

JobStatus status_of(const model::Stack& stack, const Observed& observed, const model::Service& job,
                    const ObservedContainer* container) {
  JobStatus status;
  status.service = job.name;
  status.mode = mode_of(job);
  status.optional = job.extension.optional;
  if (container != nullptr) set_last_run(status, *container);
  status.cause = why_skipped(stack, job);
  if (!status.cause.empty()) {
    status.state = JobStatus::State::kSkipped;
    return status;
  }
  const ReplicaDecision decision = decide_job(stack, observed, {}, {}, job, container);
  if (decision.action == ReplicaAction::kDone) {
    status.state = JobStatus::State::kCurrent;
  } else if (decision.action == ReplicaAction::kKeep) {
    status.state = JobStatus::State::kRunning;
  } else {
    status.cause = decision.cause.text;
  }
  return status;
}

}  // namespace

std::vector<JobStatus> job_statuses(const model::Stack& stack, const Observed& observed) {
  const ContainerIndex containers = index_containers(observed);
  std::vector<JobStatus> statuses;
  for (const auto& [name, service] : stack.services) {
    if (!service.is_job) continue;
    const auto found = containers.find(name);
    const ObservedContainer* container =
        found == containers.end() ? nullptr : found->second.front();
    statuses.push_back(status_of(stack, observed, service, container));
  }
  return statuses;
}

}  // namespace devstack::reconcile

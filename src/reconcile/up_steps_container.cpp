// The steps of one container: made, replaced, started, proven. A replacement is Docker Compose's:
// create under a temporary name, stop and remove the old one, rename, start. Each intermediate
// state is recognised by the next `up`, and anonymous volumes survive because the new container
// exists before the old one goes.
#include <algorithm>
#include <chrono>

#include "reconcile/up_steps.hpp"

namespace devstack::reconcile {
namespace {

constexpr std::chrono::seconds kDefaultGrace{10};

std::vector<StepId> joined(std::vector<StepId> steps, const std::vector<StepId>& more) {
  steps.insert(steps.end(), more.begin(), more.end());
  return steps;
}

}  // namespace

std::chrono::seconds UpSteps::grace_of(const model::Service& service) const {
  if (options_.stop_grace) return *options_.stop_grace;
  if (!service.stop_grace_period) return kDefaultGrace;
  return std::chrono::ceil<std::chrono::seconds>(*service.stop_grace_period);
}

void UpSteps::add_replica(const model::Service& service, const ReplicaDecision& replica,
                          const std::vector<StepId>& creation, const Prerequisites& start_after,
                          Gates& gates) {
  switch (replica.action) {
    case ReplicaAction::kDone:
      return;
    case ReplicaAction::kKeep: {
      std::vector<StepId> mended = mend_networks(service, replica);
      if (replica.proven && mended.empty()) return;
      const Cause cause{service.is_job    ? "still runs"
                        : !mended.empty() ? "is back in its networks"
                                          : "runs, but is not proven ready",
                        {}};
      await(service, replica, std::move(mended), cause, start_after.gate, gates);
      return;
    }
    case ReplicaAction::kStart:
      start(service, replica, mend_networks(service, replica), start_after, replica.cause, gates);
      return;
    case ReplicaAction::kRestart: {
      StopContainer stop{service.name, replica.current->id, grace_of(service)};
      const StepId stopped = add(std::move(stop), replica.cause, start_after.after);
      plan_.steps[stopped].gate = start_after.gate;
      start(service, replica, joined({stopped}, mend_networks(service, replica)), start_after,
            replica.cause, gates);
      return;
    }
    case ReplicaAction::kCreate:
    case ReplicaAction::kRemoveAndCreate:
      create(service, replica, creation, start_after, gates);
      return;
    case ReplicaAction::kRecreate:
      recreate(service, replica, creation, start_after, gates);
      return;
    case ReplicaAction::kFinishRecreate:
      finish_recreate(service, replica, start_after, gates);
      return;
  }
}

void UpSteps::create(const model::Service& service, const ReplicaDecision& replica,
                     std::vector<StepId> creation, const Prerequisites& start_after, Gates& gates) {
  if (replica.current != nullptr) {
    creation.push_back(retire(service, *replica.current, replica.cause, {}, {}));
  }
  const StepId created =
      add(CreateContainer{service.name, replica.number, {}}, replica.cause, std::move(creation));
  gates.created.push_back(created);
  start(service, replica, {created}, start_after, {"created by this run", {}}, gates);
}

void UpSteps::recreate(const model::Service& service, const ReplicaDecision& replica,
                       const std::vector<StepId>& creation, const Prerequisites& start_after,
                       Gates& gates) {
  const ObservedContainer& old = *replica.current;
  const StepId created =
      add(CreateContainer{service.name, replica.number, old.id}, replica.cause, creation);
  gates.created.push_back(created);
  const StepId removed = retire(service, old, replica.cause, {created}, start_after);
  const StepId renamed = add(RenameContainer{service.name, replica.number, {}},
                             {"takes the name over", {}}, {removed});
  start(service, replica, {renamed}, start_after, {"created by this run", {}}, gates);
}

void UpSteps::finish_recreate(const model::Service& service, const ReplicaDecision& replica,
                              const Prerequisites& start_after, Gates& gates) {
  std::vector<StepId> after;
  if (replica.current != nullptr) {
    after = {retire(service, *replica.current, replica.cause, {}, start_after)};
  }
  const StepId renamed = add(RenameContainer{service.name, replica.number, replica.replacement->id},
                             replica.cause, std::move(after));
  if (is_running(*replica.replacement)) {
    await(service, replica, {renamed}, replica.cause, start_after.gate, gates);
    return;
  }
  start(service, replica, joined({renamed}, mend_networks(service, replica)), start_after,
        replica.cause, gates);
}

std::vector<StepId> UpSteps::mend_networks(const model::Service& service,
                                           const ReplicaDecision& replica) {
  std::vector<StepId> mended;
  for (const model::NetworkAttachment& attachment : service.networks) {
    const auto network = stack_.networks.find(attachment.network);
    if (network == stack_.networks.end() || !observed_.networks.contains(network->second.name)) {
      continue;
    }
    if (const auto twins = ensure_network(attachment.network)) mended.push_back(*twins);
  }
  for (const LostNetwork& lost : replica.lost_networks) {
    std::vector<StepId> after;
    if (const auto made = ensure_network(lost.key)) after.push_back(*made);
    const auto before =
        lost.namesake_gone ? ConnectNetwork::Before::kLeave : ConnectNetwork::Before::kNothing;
    ConnectNetwork action{service.name, replica.number, replica.staying()->id, lost.key, before};
    mended.push_back(add(std::move(action), lost.cause, std::move(after)));
  }
  return mended;
}

StepId UpSteps::retire(const model::Service& service, const ObservedContainer& container,
                       const Cause& cause, std::vector<StepId> after,
                       const Prerequisites& start_after) {
  if (is_running(container)) {
    const StepId stopped = add(StopContainer{service.name, container.id, grace_of(service)}, cause,
                               joined(std::move(after), start_after.after));
    plan_.steps[stopped].gate = start_after.gate;
    after = {stopped};
  }
  return add(RemoveContainer{service.name, container.id, false}, cause, std::move(after));
}

void UpSteps::start(const model::Service& service, const ReplicaDecision& replica,
                    std::vector<StepId> after, const Prerequisites& prerequisites,
                    const Cause& cause, Gates& gates) {
  const StepId started = add(StartContainer{service.name, replica.number}, cause,
                             joined(std::move(after), prerequisites.after));
  plan_.steps[started].after_end = prerequisites.after_end;
  plan_.steps[started].gate = prerequisites.gate;
  gates.started.push_back(started);
  await(service, replica, {started}, {"started by this run", {}}, std::nullopt, gates);
}

void UpSteps::await(const model::Service& service, const ReplicaDecision& replica,
                    std::vector<StepId> after, const Cause& cause, std::optional<std::size_t> gate,
                    Gates& gates) {
  if (!is_awaited(service)) return;
  Action action = AwaitReady{service.name, replica.number};
  if (service.is_job) action = AwaitJob{service.name};
  const StepId proven = add(std::move(action), cause, std::move(after));
  plan_.steps[proven].gate = gate;
  gates.proven.push_back(proven);
}

}  // namespace devstack::reconcile

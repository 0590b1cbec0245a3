// What has to happen to each container of a service, before steps are made of it. Pure.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/model/stack.hpp"
#include "devstack/reconcile/observed.hpp"
#include "devstack/reconcile/planner.hpp"
#include "reconcile/drift.hpp"

namespace devstack::reconcile {

enum class ReplicaAction {
  kKeep,             ///< runs as it should; readiness may still have to be proven
  kStart,            ///< exists as it should, does not run
  kRestart,          ///< runs as it should, but what it leans on is made anew
  kCreate,           ///< nothing is there
  kRecreate,         ///< is replaced by a new one, which inherits its anonymous volumes
  kFinishRecreate,   ///< an interrupted replacement is brought to its end
  kRemoveAndCreate,  ///< holds nothing worth inheriting
  kDone,             ///< a job whose result holds
};

struct ReplicaDecision {
  std::size_t number = 1;
  ReplicaAction action = ReplicaAction::kKeep;
  Cause cause;
  const ObservedContainer* current = nullptr;      ///< may be null
  const ObservedContainer* replacement = nullptr;  ///< of kFinishRecreate: the half-made one
  bool proven = false;                             ///< of kKeep: readiness is on record
  std::vector<LostNetwork> lost_networks{};        ///< of the container that stays

  /// The container that there is afterwards as well; null when it is made by the run, or not used.
  [[nodiscard]] const ObservedContainer* staying() const;
};

struct Removal {
  const ObservedContainer* container = nullptr;
  Cause cause;
};

/// What happens to the process of a service on the host.
struct ProcessDecision {
  enum class Action { kNone, kKeep, kStart, kRestart, kStop };
  Action action = Action::kNone;
  Cause cause;
  bool proven = false;  ///< of kKeep: readiness is on record
};

struct ServiceDecision {
  std::vector<ReplicaDecision> replicas;
  std::vector<Removal> removals;
  std::vector<std::string> notices;
  ProcessDecision process;
  std::string skipped;  ///< of a job without work, and why: "db is a mock"

  /// Some container is another one afterwards.
  [[nodiscard]] bool replaces_containers() const;
  /// Some container's processes are others afterwards.
  [[nodiscard]] bool starts_containers() const;
};

using DecisionMap = std::map<std::string_view, ServiceDecision>;

/// Those of the services that get a container which is not there yet.
[[nodiscard]] std::vector<const model::Service*> made_by(
    const std::vector<const model::Service*>& services, const DecisionMap& decisions);

using ContainerIndex = std::map<std::string_view, std::vector<const ObservedContainer*>>;

/// Containers by service, one-off ones left out.
[[nodiscard]] ContainerIndex index_containers(const Observed& observed);

/// `earlier` holds the decisions for the service's dependencies.
[[nodiscard]] ServiceDecision decide(const model::Stack& stack, const Observed& observed,
                                     const UpOptions& options, const ContainerIndex& containers,
                                     const DecisionMap& earlier, const model::Service& service);

/// Services whose namespaces, volumes or (on the engine's own bridge) names this one's container is
/// made with, called by their own name or their `container_name`.
[[nodiscard]] std::vector<std::string> container_parents(const model::Stack& stack,
                                                         const model::Service& service);

/// What its process needs, if it has one or is to have one (decision_process.cpp).
[[nodiscard]] ProcessDecision decide_process(const model::Stack& stack, const Observed& observed,
                                             const UpOptions& options, const DecisionMap& earlier,
                                             const model::Service& service);
/// The service is to run as a process; then it has no container.
[[nodiscard]] bool wants_process(const Observed& observed, const model::Service& service);

/// A job's turn: whether it has to run, and why (decision_job.cpp). `earlier` as for `decide`.
[[nodiscard]] ReplicaDecision decide_job(const model::Stack& stack, const Observed& observed,
                                         const UpOptions& options, const DecisionMap& earlier,
                                         const model::Service& service,
                                         const ObservedContainer* current);

[[nodiscard]] bool is_running(const ObservedContainer& container);

/// --force-recreate is about what is named, not about what that requires.
[[nodiscard]] bool is_forced(const UpOptions& options, const model::Service& service);

/// Why a container that does not run is started again.
[[nodiscard]] Cause why_start(const ObservedContainer& container);

}  // namespace devstack::reconcile

// Makes steps of decisions: the shape of a plan for `up`.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "devstack/reconcile/plan.hpp"
#include "reconcile/decision.hpp"

namespace devstack::reconcile {

/// Services are added in start order; each waits only for what it needs.
class UpSteps {
 public:
  UpSteps(const model::Stack& stack, const Observed& observed, const UpOptions& options,
          const DecisionMap& decisions);

  void add_service(const model::Service& service);
  /// The last step: its container, once what the service depends on is ready.
  void add_one_off(const model::Service& service, const OneOff& one_off);
  [[nodiscard]] Plan take() { return std::move(plan_); }

 private:
  /// The steps that others wait for.
  struct Gates {
    std::vector<StepId> created, started, proven;
  };
  /// What a replica's start waits for.
  struct Prerequisites {
    std::vector<StepId> after, after_end;
    std::optional<std::size_t> gate;
  };

  StepId add(Action action, const Cause& cause, std::vector<StepId> after);
  StepId remove(const Removal& removal);
  void add_containers(const model::Service& service, const ServiceDecision& decision, Gates& gates);
  void note_fallback(const model::Service& service);
  /// The service's containers go when its process may start, and it starts when they are gone.
  void add_process(const model::Service& service, const ServiceDecision& decision,
                   const Prerequisites& start, Gates& gates);
  StepId stop_process(const model::Service& service, const Cause& cause,
                      const Prerequisites& start);
  std::optional<StepId> ensure_image(const model::Service& service);
  std::optional<StepId> image_of(const std::string& name);
  std::optional<StepId> ensure_network(const std::string& key);
  std::optional<StepId> remove_twins(const model::Network& network);
  std::optional<StepId> ensure_volume(const std::string& key);
  std::vector<StepId> before_create(const model::Service& service);
  Prerequisites before_start(const model::Service& service);
  std::optional<std::size_t> tier_gate(const model::Service& service);

  void add_replica(const model::Service& service, const ReplicaDecision& replica,
                   const std::vector<StepId>& creation, const Prerequisites& start, Gates& gates);
  /// Back into the networks that it has lost, and out of the way with their twins.
  std::vector<StepId> mend_networks(const model::Service& service, const ReplicaDecision& replica);
  void recreate(const model::Service& service, const ReplicaDecision& replica,
                const std::vector<StepId>& creation, const Prerequisites& start, Gates& gates);
  void create(const model::Service& service, const ReplicaDecision& replica,
              std::vector<StepId> creation, const Prerequisites& start, Gates& gates);
  void finish_recreate(const model::Service& service, const ReplicaDecision& replica,
                       const Prerequisites& start, Gates& gates);
  void start(const model::Service& service, const ReplicaDecision& replica,
             std::vector<StepId> after, const Prerequisites& prerequisites, const Cause& cause,
             Gates& gates);
  /// Stops (if it runs) and removes; nothing is stopped before the new one may start.
  StepId retire(const model::Service& service, const ObservedContainer& container,
                const Cause& cause, std::vector<StepId> after, const Prerequisites& start);
  void await(const model::Service& service, const ReplicaDecision& replica,
             std::vector<StepId> after, const Cause& cause, std::optional<std::size_t> gate,
             Gates& gates);
  [[nodiscard]] bool is_awaited(const model::Service& service) const;
  void find_awaited();
  [[nodiscard]] std::chrono::seconds grace_of(const model::Service& service) const;

  const model::Stack& stack_;
  const Observed& observed_;
  const UpOptions& options_;
  const DecisionMap& decisions_;
  Plan plan_;
  std::map<std::string_view, Gates> gates_;
  std::map<std::string, StepId, std::less<>> networks_, volumes_;
  std::map<std::string, std::optional<StepId>, std::less<>> images_;
  std::map<std::string_view, std::size_t> tier_of_;
  /// By tier: the gate that its members wait for; computed when the first of them is planned.
  std::vector<std::optional<std::optional<std::size_t>>> gate_of_tier_;
  /// Without --wait: services whose readiness something to be started waits for.
  std::map<std::string_view, bool> awaited_;
};

}  // namespace devstack::reconcile

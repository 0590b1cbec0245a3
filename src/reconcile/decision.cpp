// Compares each wanted replica with what is there.
#include "reconcile/decision.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "devstack/base/text.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/reconcile/mock_service.hpp"

namespace devstack::reconcile {
namespace {

constexpr std::string_view kServicePrefix = "service:";
constexpr std::string_view kContainerPrefix = "container:";

struct Slot {
  const ObservedContainer* current = nullptr;
  const ObservedContainer* replacement = nullptr;
};

/// Sorts a service's containers into slots by number; what has no place is to be removed.
std::map<std::size_t, Slot> fill_slots(const model::Service& service,
                                       const std::vector<const ObservedContainer*>& containers,
                                       ServiceDecision& decision) {
  const std::size_t scale = service.is_job ? 1 : static_cast<std::size_t>(service.scale);
  std::map<std::size_t, Slot> slots;
  for (std::size_t number = 1; number <= scale; ++number) slots[number];
  for (const ObservedContainer* container : containers) {
    const auto slot = slots.find(container->number);
    if (slot == slots.end()) {
      decision.removals.push_back({container, {fmt::format("scale is {}", scale), service.span}});
      continue;
    }
    const ObservedContainer*& place =
        container->replaces.empty() ? slot->second.current : slot->second.replacement;
    if (place == nullptr) {
      place = container;
    } else {
      decision.removals.push_back({container, {"a second container of the same number", {}}});
    }
  }
  return slots;
}

bool made_anew(const DecisionMap& earlier, const std::string& service) {
  const auto found = earlier.find(service);
  return found != earlier.end() && found->second.replaces_containers();
}

/// A container made with another one's namespaces cannot outlive it.
std::optional<Cause> parent_drift(const model::Stack& stack, const DecisionMap& earlier,
                                  const model::Service& service) {
  for (const std::string& parent : container_parents(stack, service)) {
    if (made_anew(earlier, parent)) {
      return Cause{fmt::format("uses the container of {}, which is made anew", parent),
                   service.span};
    }
  }
  return std::nullopt;
}

std::optional<Cause> requested_recreation(const UpOptions& options, const model::Service& service) {
  if (is_forced(options, service)) return Cause{"--force-recreate", {}};
  return std::nullopt;
}

/// The same configuration, but a mock in place of the real image, or the other way round.
std::optional<Cause> implementation_drift(const Observed& observed, const model::Service& service,
                                          const ObservedContainer& container) {
  const bool is_mock = is_fallback_mock(container.labels);
  if (!is_fallback_mock(service)) {
    if (!is_mock) return std::nullopt;
    const auto image = observed.images.find(service.image);
    const bool there = image != observed.images.end() && image->second;
    const std::string why = engine::label(container.labels, model::labels::kFallback) == kMockOption
                                ? "--mock is no longer given"
                            : there ? fmt::format("image {} is there now", service.image)
                                    : "its image is tried again";
    return Cause{fmt::format("mock of {}: {}", service.name, why), service.image_span};
  }
  if (!is_mock) return Cause{"a mock is to run: " + fallback_reason(service), service.span};
  if (engine::label(container.labels, model::labels::kMockSpec) ==
      service.labels.find(model::labels::kMockSpec)->second) {
    return std::nullopt;
  }
  return Cause{"x-devstack.mock changed", service.extension.mock->span};
}

std::optional<Cause> why_recreate(const model::Stack& stack, const Observed& observed,
                                  const UpOptions& options, const DecisionMap& earlier,
                                  const model::Service& service,
                                  const ObservedContainer& container) {
  if (auto cause = parent_drift(stack, earlier, service)) return cause;
  if (options.recreate == Recreate::kNever) return std::nullopt;
  if (auto cause = requested_recreation(options, service)) return cause;
  if (container.config_hash == service.config_hash) {
    if (auto cause = implementation_drift(observed, service, container)) return cause;
  }
  return find_drift(stack, observed, service, container);
}

std::optional<Cause> why_restart(const model::Stack& stack, const DecisionMap& earlier,
                                 const model::Service& service) {
  for (const model::Dependency& dependency : service.depends_on) {
    if (dependency.restart && made_anew(earlier, dependency.service)) {
      return Cause{fmt::format("{} is made anew, and depends_on says restart", dependency.service),
                   dependency.span};
    }
  }
  for (const std::string& parent : container_parents(stack, service)) {
    const auto found = earlier.find(parent);
    if (found != earlier.end() && found->second.starts_containers()) {
      return Cause{fmt::format("uses the container of {}, which is started again", parent),
                   service.span};
    }
  }
  return std::nullopt;
}

void keep_or_start(const model::Stack& stack, const Observed& observed, const DecisionMap& earlier,
                   const model::Service& service, ReplicaDecision& replica) {
  const ObservedContainer& current = *replica.current;
  if (!is_running(current)) {
    replica.action = ReplicaAction::kStart;
    replica.cause = why_start(current);
  } else if (auto cause = why_restart(stack, earlier, service)) {
    replica.action = ReplicaAction::kRestart;
    replica.cause = *cause;
  } else {
    replica.action = ReplicaAction::kKeep;
    replica.proven = is_proven_ready(observed, current);
  }
}

/// Why a container cannot even be started again.
std::optional<std::string> why_beyond_use(const ObservedContainer& container) {
  if (container.state == "dead" || container.state == "removing") {
    return "its container is " + container.state;
  }
  // Engines 29.1 and 29.2 start such a container without its ports (moby 51758).
  if (container.state == "created" && container.details && !container.details->error.empty()) {
    return "its first start failed: " + container.details->error;
  }
  return std::nullopt;
}

/// How to be rid of a container that never ran. It holds no data of its own, but one that was made
/// to replace another has taken over that one's anonymous volumes.
ReplicaAction without(const ObservedContainer& container) {
  return container.replaces.empty() ? ReplicaAction::kRemoveAndCreate : ReplicaAction::kRecreate;
}

bool is_start(ProcessDecision::Action action) {
  return action == ProcessDecision::Action::kStart || action == ProcessDecision::Action::kRestart;
}

/// Containers of a service that runs as a process: all of them go.
void remove_all(const ContainerIndex& containers, const model::Service& service,
                ServiceDecision& decision) {
  const auto existing = containers.find(service.name);
  if (existing == containers.end()) return;
  for (const ObservedContainer* container : existing->second) {
    decision.removals.push_back(
        {container, {"runs as a process on this host", service.extension.process->span}});
  }
}

/// Decides about the containers of one service.
class ReplicaDecider {
 public:
  ReplicaDecider(const model::Stack& stack, const Observed& observed, const UpOptions& options,
                 const DecisionMap& earlier, const model::Service& service)
      : stack_(stack),
        observed_(observed),
        options_(options),
        earlier_(earlier),
        service_(service) {}

  [[nodiscard]] ReplicaDecision decide(Slot slot, ServiceDecision& decision) const {
    if (slot.replacement != nullptr) {
      if (is_worth_finishing(slot)) return finish(slot);
      if (slot.current == nullptr) {
        slot.current = slot.replacement;  // it holds the anonymous volumes of the one before
      } else {
        decision.removals.push_back(
            {slot.replacement, {"left over from an interrupted recreation", {}}});
      }
    }
    if (service_.is_job) {
      return decide_job(stack_, observed_, options_, earlier_, service_, slot.current);
    }
    return decide_current(slot.current);
  }

 private:
  [[nodiscard]] std::optional<Cause> recreation(const ObservedContainer& container) const {
    return why_recreate(stack_, observed_, options_, earlier_, service_, container);
  }

  /// The half-made container is what is wanted, and the one that it replaces is not.
  [[nodiscard]] bool is_worth_finishing(const Slot& slot) const {
    if (service_.is_job || recreation(*slot.replacement)) return false;
    return slot.current == nullptr || recreation(*slot.current).has_value();
  }

  [[nodiscard]] ReplicaDecision finish(const Slot& slot) const {
    ReplicaDecision replica;
    replica.action = ReplicaAction::kFinishRecreate;
    replica.cause = {"finishes an interrupted recreation", service_.span};
    replica.current = slot.current;
    replica.replacement = slot.replacement;
    return replica;
  }

  [[nodiscard]] ReplicaDecision decide_current(const ObservedContainer* current) const {
    ReplicaDecision replica;
    replica.current = current;
    if (current == nullptr) {
      replica.action = ReplicaAction::kCreate;
      replica.cause = {"no container exists", service_.span};
      if (is_fallback_mock(service_)) {
        replica.cause.text += "; a mock runs: " + fallback_reason(service_);
      }
    } else if (auto unusable = why_beyond_use(*current)) {
      replica.action = without(*current);
      replica.cause = {std::move(*unusable), service_.span};
    } else if (auto cause = recreation(*current)) {
      replica.action = current->state == "created" ? without(*current) : ReplicaAction::kRecreate;
      replica.cause = std::move(*cause);
    } else {
      keep_or_start(stack_, observed_, earlier_, service_, replica);
    }
    return replica;
  }

  const model::Stack& stack_;
  const Observed& observed_;
  const UpOptions& options_;
  const DecisionMap& earlier_;
  const model::Service& service_;
};

}  // namespace

bool is_running(const ObservedContainer& container) {
  return container.state == "running" || container.state == "restarting" ||
         container.state == "paused";
}

Cause why_start(const ObservedContainer& container) {
  if (container.state == "created") return {"was never started", {}};
  if (!container.details || container.details->exit_code == 0) return {"stopped", {}};
  return {fmt::format("exited with code {}", container.details->exit_code), {}};
}

bool is_forced(const UpOptions& options, const model::Service& service) {
  if (options.recreate != Recreate::kAlways) return false;
  return options.services.empty() ||
         std::ranges::find(options.services, service.name) != options.services.end();
}

const ObservedContainer* ReplicaDecision::staying() const {
  switch (action) {
    case ReplicaAction::kKeep:
    case ReplicaAction::kStart:
    case ReplicaAction::kRestart:
      return current;
    case ReplicaAction::kFinishRecreate:
      return replacement;
    case ReplicaAction::kCreate:
    case ReplicaAction::kRecreate:
    case ReplicaAction::kRemoveAndCreate:
    case ReplicaAction::kDone:
      return nullptr;
  }
  return nullptr;
}

std::vector<const model::Service*> made_by(const std::vector<const model::Service*>& services,
                                           const DecisionMap& decisions) {
  std::vector<const model::Service*> made;
  for (const model::Service* service : services) {
    const ServiceDecision& decision = decisions.at(service->name);
    if (!decision.replicas.empty() && decision.replaces_containers()) made.push_back(service);
  }
  return made;
}

bool ServiceDecision::replaces_containers() const {
  if (is_start(process.action)) return true;
  return std::ranges::any_of(replicas, [](const ReplicaDecision& replica) {
    switch (replica.action) {
      case ReplicaAction::kCreate:
      case ReplicaAction::kRecreate:
      case ReplicaAction::kFinishRecreate:
      case ReplicaAction::kRemoveAndCreate:
        return true;
      case ReplicaAction::kKeep:
      case ReplicaAction::kStart:
      case ReplicaAction::kRestart:
      case ReplicaAction::kDone:
        return false;
    }
    return false;
  });
}

bool ServiceDecision::starts_containers() const {
  if (is_start(process.action)) return true;
  return std::ranges::any_of(replicas, [](const ReplicaDecision& replica) {
    return replica.action != ReplicaAction::kKeep && replica.action != ReplicaAction::kDone;
  });
}

ContainerIndex index_containers(const Observed& observed) {
  ContainerIndex index;
  for (const ObservedContainer& container : observed.containers) {
    if (!container.one_off) index[container.service].push_back(&container);
  }
  return index;
}

std::vector<std::string> container_parents(const model::Stack& stack,
                                           const model::Service& service) {
  std::vector<std::string> parents;
  const auto add_named = [&](const std::string& container) {
    for (const auto& [name, other] : stack.services) {
      if (other.container_name == container) parents.push_back(name);
    }
  };
  for (const std::string* mode :
       {&service.network_mode, &service.pid, &service.ipc, &service.uts}) {
    if (mode->starts_with(kServicePrefix)) parents.push_back(mode->substr(kServicePrefix.size()));
    if (mode->starts_with(kContainerPrefix)) add_named(mode->substr(kContainerPrefix.size()));
  }
  for (const std::string& entry : service.volumes_from) {
    if (entry.starts_with(kContainerPrefix)) {
      const std::string name = entry.substr(kContainerPrefix.size());
      add_named(name.substr(0, name.find(':')));
    } else {
      parents.push_back(entry.substr(0, entry.find(':')));
    }
  }
  // On the engine's own bridge a link is made with the container; elsewhere it is only a name.
  if (service.network_mode != "bridge") return parents;
  for (const std::string& link : service.links) parents.push_back(link.substr(0, link.find(':')));
  for (const std::string& link : service.external_links) add_named(link.substr(0, link.find(':')));
  return parents;
}

ServiceDecision decide(const model::Stack& stack, const Observed& observed,
                       const UpOptions& options, const ContainerIndex& containers,
                       const DecisionMap& earlier, const model::Service& service) {
  ServiceDecision decision;
  decision.skipped = why_skipped(stack, service);
  if (!decision.skipped.empty()) return decision;
  decision.process = decide_process(stack, observed, options, earlier, service);
  if (wants_process(observed, service)) {
    remove_all(containers, service, decision);
    return decision;
  }
  const auto existing = containers.find(service.name);
  const std::vector<const ObservedContainer*> none;
  const auto slots =
      fill_slots(service, existing == containers.end() ? none : existing->second, decision);
  const ReplicaDecider decider{stack, observed, options, earlier, service};
  for (const auto& [number, slot] : slots) {
    ReplicaDecision replica = decider.decide(slot, decision);
    replica.number = number;
    if (const ObservedContainer* staying = replica.staying()) {
      replica.lost_networks = lost_networks(stack, observed, service, *staying);
    }
    if (replica.current != nullptr && replica.current->state == "paused") {
      decision.notices.push_back(fmt::format("{} is paused", service.name));
    }
    decision.replicas.push_back(std::move(replica));
  }
  return decision;
}

}  // namespace devstack::reconcile

// Gates, images, networks and volumes of a plan for `up`; the steps of one container are in
// up_steps_container.cpp.
#include "reconcile/up_steps.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "devstack/reconcile/mock_service.hpp"
#include "reconcile/buildx_command.hpp"
#include "reconcile/image_policy.hpp"
#include "reconcile/mock_use.hpp"
#include "reconcile/service_order.hpp"

namespace devstack::reconcile {
namespace {

bool needs_creation(ReplicaAction action) {
  switch (action) {
    case ReplicaAction::kCreate:
    case ReplicaAction::kRecreate:
    case ReplicaAction::kRemoveAndCreate:
      return true;
    case ReplicaAction::kFinishRecreate:
    case ReplicaAction::kKeep:
    case ReplicaAction::kStart:
    case ReplicaAction::kRestart:
    case ReplicaAction::kDone:
      return false;
  }
  return false;
}

}  // namespace

UpSteps::UpSteps(const model::Stack& stack, const Observed& observed, const UpOptions& options,
                 const DecisionMap& decisions)
    : stack_(stack),
      observed_(observed),
      options_(options),
      decisions_(decisions),
      tier_of_(tier_indexes(stack)),
      gate_of_tier_(stack.extension.tiers.size()) {
  if (!options.wait) find_awaited();
}

void UpSteps::find_awaited() {
  std::optional<std::size_t> last_starting_tier;
  for (const auto& [name, decision] : decisions_) {
    if (!decision.starts_containers()) continue;
    for (const model::Dependency& dependency : stack_.services.find(name)->second.depends_on) {
      if (dependency.condition != model::Condition::kStarted) awaited_[dependency.service] = true;
    }
    const auto tier = tier_of_.find(name);
    if (tier != tier_of_.end()) {
      last_starting_tier = std::max(last_starting_tier.value_or(0), tier->second);
    }
  }
  if (!last_starting_tier) return;
  for (const auto& [name, tier] : tier_of_) {
    if (tier < *last_starting_tier) awaited_[name] = true;
  }
}

bool UpSteps::is_awaited(const model::Service& service) const {
  return options_.wait || awaited_.contains(service.name);
}

StepId UpSteps::add(Action action, const Cause& cause, std::vector<StepId> after) {
  Step step;
  step.action = std::move(action);
  step.cause = cause.text;
  step.where = cause.where;
  const auto service = stack_.services.find(service_of(step.action));
  step.optional = service != stack_.services.end() && service->second.extension.optional;
  std::ranges::sort(after);
  const auto duplicates = std::ranges::unique(after);
  after.erase(duplicates.begin(), duplicates.end());
  step.after = std::move(after);
  plan_.steps.push_back(std::move(step));
  return plan_.steps.size() - 1;
}

std::optional<StepId> UpSteps::ensure_image(const model::Service& service) {
  const auto image = observed_.images.find(service.image);
  const bool present = image != observed_.images.end() && image->second.has_value();
  Cause cause{"", service.image_span.known() ? service.image_span : service.span};
  if (is_fallback_mock(service)) {
    cause.text = "a mock runs: " + fallback_reason(service);
  } else if (service.extension.is_mock) {
    cause.text = "it is the mock";
  } else if (uses_mock_image(service)) {
    cause.text = "it uses the mock's client";
  } else if (std::string anew = why_anew(service, observed_, options_);
             !anew.empty() && !options_.refreshed.contains(service.name)) {
    cause.text = std::move(anew);
    if (cause.text.starts_with("--")) cause.where = {};
  } else if (present) {
    return std::nullopt;
  } else {
    cause.text = fmt::format("image {} is not there", service.image);
  }
  std::vector<StepId> after;
  for (const std::string& other : built_upon(service)) {
    if (const auto step = image_of(other)) after.push_back(*step);
  }
  return add(EnsureImage{service.name}, cause, std::move(after));
}

/// The step that gets the image of a service whose files another one's build takes.
std::optional<StepId> UpSteps::image_of(const std::string& name) {
  const auto known = images_.find(name);
  if (known != images_.end()) return known->second;
  images_.emplace(name, std::nullopt);  // a circle ends here
  const auto service = stack_.services.find(name);
  if (service == stack_.services.end()) return std::nullopt;
  return images_[name] = ensure_image(service->second);
}

std::optional<StepId> UpSteps::ensure_network(const std::string& key) {
  if (const auto made = networks_.find(key); made != networks_.end()) return made->second;
  const auto network = stack_.networks.find(key);
  if (network == stack_.networks.end() || network->second.external) return std::nullopt;
  if (observed_.networks.contains(network->second.name)) return remove_twins(network->second);
  const StepId step =
      add(CreateNetwork{key}, {"the network does not exist", network->second.span}, {});
  networks_.emplace(key, step);
  return step;
}

/// The engine starts nothing in a network whose name could mean another one.
std::optional<StepId> UpSteps::remove_twins(const model::Network& network) {
  std::optional<StepId> last;
  for (const ObservedNetwork& twin : observed_.twin_networks) {
    if (twin.name != network.name) continue;
    std::vector<StepId> after;
    if (last) after.push_back(*last);
    last = add(RemoveNetwork{twin.id, twin.name},
               {"a second network of the same name", network.span}, std::move(after));
  }
  if (last) networks_.emplace(network.key, *last);
  return last;
}

std::optional<StepId> UpSteps::ensure_volume(const std::string& key) {
  if (const auto made = volumes_.find(key); made != volumes_.end()) return made->second;
  const auto volume = stack_.volumes.find(key);
  if (volume == stack_.volumes.end() || volume->second.external) return std::nullopt;
  if (observed_.volumes.contains(volume->second.name)) return std::nullopt;
  const StepId step =
      add(CreateVolume{key}, {"the volume does not exist", volume->second.span}, {});
  volumes_.emplace(key, step);
  return step;
}

std::vector<StepId> UpSteps::before_create(const model::Service& service) {
  std::vector<StepId> steps;
  const auto append = [&steps](std::optional<StepId> step) {
    if (step) steps.push_back(*step);
  };
  append(image_of(service.name));
  for (const auto& attachment : service.networks) append(ensure_network(attachment.network));
  for (const model::Mount& mount : service.volumes) {
    if (mount.type == model::MountType::kVolume) append(ensure_volume(mount.source));
  }
  for (const std::string& parent : container_parents(stack_, service)) {
    const auto gates = gates_.find(parent);
    if (gates == gates_.end()) continue;
    steps.insert(steps.end(), gates->second.created.begin(), gates->second.created.end());
  }
  return steps;
}

UpSteps::Prerequisites UpSteps::before_start(const model::Service& service) {
  Prerequisites prerequisites;
  for (const model::Dependency& dependency : service.depends_on) {
    const auto gates = gates_.find(dependency.service);
    if (gates == gates_.end()) continue;
    const bool started_is_enough = dependency.condition == model::Condition::kStarted;
    const auto& steps = started_is_enough ? gates->second.started : gates->second.proven;
    auto& into = dependency.required ? prerequisites.after : prerequisites.after_end;
    into.insert(into.end(), steps.begin(), steps.end());
  }
  prerequisites.gate = tier_gate(service);
  return prerequisites;
}

/// The gate at the end of the tier before. A tier that has nothing to do passes on the gate that
/// its own members would have waited for.
std::optional<std::size_t> UpSteps::tier_gate(const model::Service& service) {
  const auto own = tier_of_.find(service.name);
  if (own == tier_of_.end()) return std::nullopt;
  std::optional<std::size_t> before;
  for (std::size_t tier = 1; tier <= own->second; ++tier) {
    auto& known = gate_of_tier_[tier];
    if (!known) {
      Gate gate{"tier " + stack_.extension.tiers[tier - 1].name, {}};
      for (const auto& member : stack_.extension.tiers[tier - 1].services) {
        const auto declared = stack_.services.find(member.value);
        const auto gates = gates_.find(member.value);
        if (gates == gates_.end() || declared->second.extension.optional) continue;
        const auto& proven = gates->second.proven;
        gate.steps.insert(gate.steps.end(), proven.begin(), proven.end());
      }
      known = before;
      if (!gate.steps.empty()) {
        known = plan_.gates.size();
        plan_.gates.push_back(std::move(gate));
      }
    }
    before = *known;
  }
  return before;
}

StepId UpSteps::remove(const Removal& removal) {
  const ObservedContainer& container = *removal.container;
  std::vector<StepId> after;
  const auto service = stack_.services.find(container.service);
  if (is_running(container)) {
    const std::chrono::seconds grace = service == stack_.services.end()
                                           ? options_.stop_grace.value_or(std::chrono::seconds(10))
                                           : grace_of(service->second);
    after = {add(StopContainer{container.service, container.id, grace}, removal.cause, {})};
  }
  return add(RemoveContainer{container.service, container.id, false}, removal.cause, after);
}

void UpSteps::add_containers(const model::Service& service, const ServiceDecision& decision,
                             Gates& gates) {
  for (const Removal& removal : decision.removals) remove(removal);
  const bool creates =
      std::ranges::any_of(decision.replicas, needs_creation, &ReplicaDecision::action);
  const std::vector<StepId> creation = creates ? before_create(service) : std::vector<StepId>{};
  Prerequisites start = before_start(service);
  if (decision.process.action == ProcessDecision::Action::kStop) {
    start.after.push_back(stop_process(service, decision.process.cause, start));
  }
  for (const ReplicaDecision& replica : decision.replicas) {
    add_replica(service, replica, creation, start, gates);
  }
}

void UpSteps::note_fallback(const model::Service& service) {
  const auto choice = observed_.process_choices.find(service.name);
  if (choice == observed_.process_choices.end() || choice->second.empty()) return;
  plan_.fallbacks.emplace_back(service.name, choice->second);
}

void UpSteps::add_service(const model::Service& service) {
  const ServiceDecision& decision = decisions_.find(service.name)->second;
  const std::size_t steps_before = plan_.steps.size();
  Gates gates;
  if (wants_process(observed_, service)) {
    add_process(service, decision, before_start(service), gates);
  } else {
    add_containers(service, decision, gates);
    note_fallback(service);
  }
  gates_.emplace(service.name, std::move(gates));
  for (const std::string& notice : decision.notices) plan_.notices.push_back(notice);
  if (!decision.skipped.empty()) {
    plan_.skipped.emplace_back(service.name, decision.skipped);
  } else if (plan_.steps.size() == steps_before) {
    plan_.up_to_date.push_back(service.name);
  }
}

void UpSteps::add_one_off(const model::Service& service, const OneOff& one_off) {
  std::vector<StepId> after = before_create(service);
  Prerequisites start = before_start(service);
  after.insert(after.end(), start.after.begin(), start.after.end());
  const StepId step =
      add(CreateContainer{service.name, 0, {}, one_off}, {"a one-off", service.span}, after);
  plan_.steps[step].after_end = std::move(start.after_end);
  plan_.steps[step].gate = start.gate;
  // Whether the service is optional to others says nothing about what the user asks for.
  plan_.steps[step].optional = false;
}

}  // namespace devstack::reconcile

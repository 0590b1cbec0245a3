// plan_start and plan_restart: what exists runs again, in order; nothing is made or removed.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"
#include "devstack/reconcile/planner.hpp"
#include "reconcile/decision.hpp"
#include "reconcile/service_order.hpp"
#include "reconcile/up_steps.hpp"

namespace devstack::reconcile {
namespace {

enum class Verb { kStart, kRestart };

bool is_usable(const ObservedContainer& container) {
  return container.replaces.empty() && container.state != "dead" && container.state != "removing";
}

[[noreturn]] void refuse(std::string what, const std::string& service) {
  throw Error(ExitCode::kNothingRuns, "DS3114", std::move(what),
              fmt::format("devstack up {}", service));
}

/// Decides about containers that exist; a service without any is left to `check_missing`.
class ExistingContainers {
 public:
  ExistingContainers(const model::Stack& stack, const Observed& observed, const UpOptions& options,
                     Verb verb)
      : stack_(stack),
        observed_(observed),
        options_(options),
        verb_(verb),
        containers_(index_containers(observed)) {}

  [[nodiscard]] bool exists(const std::string& service) const {
    if (is_process(service)) return true;
    const auto found = containers_.find(service);
    return found != containers_.end() &&
           std::ranges::any_of(found->second, [](const auto* one) { return is_usable(*one); });
  }

  [[nodiscard]] bool is_named(const std::string& service) const {
    return std::ranges::find(options_.services, service) != options_.services.end();
  }

  [[nodiscard]] ServiceDecision decide(const model::Service& service) const {
    ServiceDecision decision;
    if (is_process(service.name)) {
      decision.process = decide_process(service);
      return decision;
    }
    for (const ObservedContainer* container : containers_.find(service.name)->second) {
      if (!is_usable(*container)) continue;
      decision.replicas.push_back(service.is_job ? decide_job(service, *container)
                                                 : decide_service(*container));
    }
    note_drift(service, decision);
    return decision;
  }

  /// Named or required, and not there: refused before anything is started. Else only told.
  void check_missing(const ServiceMap& selected, Plan& plan) const {
    std::vector<std::string> left_out;
    for (const auto& [name, service] : selected) {
      if (exists(service->name) || service->scale == 0 || is_done(*service)) continue;
      if (is_named(service->name)) {
        refuse(fmt::format("{} has no container to {}", service->name, verb()), service->name);
      }
      for (const auto& [other, dependent] : selected) {
        if (verb_ == Verb::kStart && exists(dependent->name) &&
            requires_service(*dependent, service->name)) {
          refuse(fmt::format("{} requires {}, which has no container to {}", dependent->name,
                             service->name, verb()),
                 dependent->name);
        }
      }
      left_out.push_back(service->name);
    }
    if (left_out.empty()) return;
    plan.notices.push_back(fmt::format("without a container: {}; `devstack up` makes {}",
                                       join(left_out, ", "), left_out.size() == 1 ? "it" : "them"));
  }

 private:
  /// There is a record of it, and it still is to run as a process.
  [[nodiscard]] bool is_process(const std::string& service) const {
    const auto found = stack_.services.find(service);
    return found != stack_.services.end() && observed_.processes.contains(service) &&
           wants_process(observed_, found->second);
  }

  [[nodiscard]] ProcessDecision decide_process(const model::Service& service) const {
    UpOptions as_it_is = options_;
    as_it_is.recreate = Recreate::kNever;
    auto decision = reconcile::decide_process(stack_, observed_, as_it_is, {}, service);
    if (verb_ == Verb::kRestart && decision.action == ProcessDecision::Action::kKeep) {
      decision.action = ProcessDecision::Action::kRestart;
      decision.cause = {"to be restarted", {}};
    }
    return decision;
  }

  [[nodiscard]] const char* verb() const { return verb_ == Verb::kStart ? "start" : "restart"; }

  [[nodiscard]] ReplicaDecision decide_service(const ObservedContainer& container) const {
    ReplicaDecision replica;
    replica.number = container.number;
    replica.current = &container;
    if (!is_running(container)) {
      replica.action = ReplicaAction::kStart;
      replica.cause = why_start(container);
    } else if (verb_ == Verb::kRestart) {
      replica.action = ReplicaAction::kRestart;
      replica.cause = {"to be restarted", {}};
    } else {
      replica.action = ReplicaAction::kKeep;
      replica.proven = is_proven_ready(observed_, container);
    }
    return replica;
  }

  [[nodiscard]] ReplicaDecision decide_job(const model::Service& job,
                                           const ObservedContainer& container) const {
    const bool finished =
        container.state == "exited" && container.details && container.details->exit_code == 0;
    if (!is_named(job.name) && (finished || is_running(container))) {
      ReplicaDecision replica;
      replica.number = container.number;
      replica.current = &container;
      replica.action = finished ? ReplicaAction::kDone : ReplicaAction::kKeep;
      return replica;
    }
    // A success would be taken for one of the new configuration.
    if (const auto drift = find_drift(stack_, observed_, job, container)) {
      refuse(fmt::format("job {} has to run again, and not as its container is: {}", job.name,
                         drift->text),
             job.name);
    }
    return decide_service(container);
  }

  /// The record of a job's success holds without its container.
  [[nodiscard]] bool is_done(const model::Service& service) const {
    if (!service.is_job) return false;
    return reconcile::decide_job(stack_, observed_, options_, {}, service, nullptr).action ==
           ReplicaAction::kDone;
  }

  static bool requires_service(const model::Service& service, const std::string& name) {
    return std::ranges::any_of(service.depends_on, [&name](const model::Dependency& dependency) {
      return dependency.required && dependency.service == name;
    });
  }

  void note_drift(const model::Service& service, ServiceDecision& decision) const {
    for (const ReplicaDecision& replica : decision.replicas) {
      auto drift = find_drift(stack_, observed_, service, *replica.current);
      const auto lost = lost_networks(stack_, observed_, service, *replica.current);
      if (!drift && !lost.empty()) drift = lost.front().cause;
      if (!drift) continue;
      const std::string where =
          drift->where.known() ? fmt::format(" ({})", drift->where.file_and_line()) : "";
      decision.notices.push_back(
          fmt::format("{}: {}{}; run `devstack up` to apply", service.name, drift->text, where));
      return;
    }
    const auto paused = std::ranges::any_of(decision.replicas, [](const ReplicaDecision& replica) {
      return replica.action == ReplicaAction::kKeep && replica.current->state == "paused";
    });
    if (paused) decision.notices.push_back(fmt::format("{} is paused", service.name));
  }

  const model::Stack& stack_;
  const Observed& observed_;
  const UpOptions& options_;
  Verb verb_;
  ContainerIndex containers_;
};

Plan plan_existing(const model::Stack& stack, const Observed& observed, const UpOptions& options,
                   const ServiceMap& selected, Verb verb) {
  const ExistingContainers existing(stack, observed, options, verb);
  Plan missing;
  existing.check_missing(selected, missing);
  std::vector<const model::Service*> services = start_order(stack, selected);
  std::erase_if(services, [&existing](const model::Service* service) {
    return !existing.exists(service->name);
  });
  DecisionMap decisions;
  for (const model::Service* service : services) {
    decisions.emplace(service->name, existing.decide(*service));
  }
  UpSteps steps(stack, observed, options, decisions);
  for (const model::Service* service : services) steps.add_service(*service);
  Plan plan = steps.take();
  std::ranges::sort(plan.up_to_date);
  std::ranges::move(missing.notices, std::back_inserter(plan.notices));
  return plan;
}

/// Has to be restarted with one of `affected`.
bool leans_on(const model::Stack& stack, const model::Service& service,
              const std::set<std::string>& affected) {
  const bool says_restart =
      std::ranges::any_of(service.depends_on, [&affected](const model::Dependency& dependency) {
        return dependency.restart && affected.contains(dependency.service);
      });
  return says_restart || std::ranges::any_of(container_parents(stack, service),
                                             [&affected](const std::string& parent) {
                                               return affected.contains(parent);
                                             });
}

ServiceMap with_leaning(const model::Stack& stack, const std::vector<std::string>& named) {
  std::set<std::string> affected(named.begin(), named.end());
  for (std::size_t before = 0; before != affected.size();) {
    before = affected.size();
    for (const auto& [name, service] : stack.services) {
      if (leans_on(stack, service, affected)) affected.insert(name);
    }
  }
  UpOptions options;
  options.services.assign(affected.begin(), affected.end());
  options.dependencies = false;
  return selected_services(stack, options);
}

}  // namespace

Plan plan_start(const model::Stack& stack, const Observed& observed, const UpOptions& options) {
  return plan_existing(stack, observed, options, selected_services(stack, options), Verb::kStart);
}

Plan plan_restart(const model::Stack& stack, const Observed& observed, const UpOptions& options) {
  UpOptions only_named = options;
  only_named.dependencies = false;
  const ServiceMap selected = options.dependencies && !options.services.empty()
                                  ? with_leaning(stack, options.services)
                                  : selected_services(stack, only_named);
  return plan_existing(stack, observed, options, selected, Verb::kRestart);
}

}  // namespace devstack::reconcile

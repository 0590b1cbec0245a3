// plan_refresh: what is got anew before it can be known whether containers are still current.
#include <set>

#include "devstack/model/labels.hpp"
#include "devstack/reconcile/mock_service.hpp"
#include "devstack/reconcile/planner.hpp"
#include "reconcile/buildx_command.hpp"
#include "reconcile/decision.hpp"
#include "reconcile/image_policy.hpp"
#include "reconcile/mock_use.hpp"
#include "reconcile/service_order.hpp"

namespace devstack::reconcile {
namespace {

/// Services with a container of their declared image.
std::set<std::string_view> with_containers(const Observed& observed) {
  std::set<std::string_view> names;
  for (const ObservedContainer& container : observed.containers) {
    const bool declared = !container.labels.contains(model::labels::kFallback);
    if (!container.one_off && declared) names.insert(container.service);
  }
  return names;
}

class RefreshPlanner {
 public:
  RefreshPlanner(const model::Stack& stack, const Observed& observed, const UpOptions& options)
      : stack_(stack), observed_(observed), options_(options) {}

  Plan plan() {
    const auto existing = with_containers(observed_);
    for (const auto& [name, service] : selected_services(stack_, options_)) {
      const bool runs_here = wants_process(observed_, *service);
      const bool done = options_.refreshed.contains(name);
      if (existing.contains(name) && !runs_here && !done) (void)add(*service);
    }
    return std::move(plan_);
  }

 private:
  /// The step for a service's image, if there is one; after those of images that it is built upon.
  std::optional<StepId> add(const model::Service& service) {
    if (const auto known = steps_.find(service.name); known != steps_.end()) return known->second;
    steps_.emplace(service.name, std::nullopt);
    if (is_fallback_mock(service) || uses_mock_image(service)) return std::nullopt;
    std::string cause = why_anew(service, observed_, options_);
    if (cause.empty()) return std::nullopt;
    Step step;
    for (const std::string& other : built_upon(service)) {
      const auto found = stack_.services.find(other);
      if (found == stack_.services.end()) continue;
      if (const auto before = add(found->second)) step.after.push_back(*before);
    }
    step.action = EnsureImage{service.name};
    step.cause = std::move(cause);
    if (!step.cause.starts_with("--")) {
      step.where = service.image_span.known() ? service.image_span : service.span;
    }
    step.optional = service.extension.optional;
    plan_.steps.push_back(std::move(step));
    return steps_[service.name] = plan_.steps.size() - 1;
  }

  const model::Stack& stack_;
  const Observed& observed_;
  const UpOptions& options_;
  Plan plan_;
  std::map<std::string, std::optional<StepId>, std::less<>> steps_;
};

}  // namespace

Plan plan_refresh(const model::Stack& stack, const Observed& observed, const UpOptions& options) {
  return RefreshPlanner(stack, observed, options).plan();
}

}  // namespace devstack::reconcile

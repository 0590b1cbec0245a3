// plan_build and plan_push: images of services with a build.
#include <map>
#include <optional>

#include "devstack/reconcile/planner.hpp"
#include "reconcile/buildx_command.hpp"
#include "reconcile/service_order.hpp"

namespace devstack::reconcile {
namespace {

ServiceMap selected(const model::Stack& stack, const BuildSelection& selection) {
  UpOptions options;
  options.services = selection.services;
  options.dependencies = selection.dependencies;
  return selected_services(stack, options);
}

/// A name that a registry can have: the one that a build without `image` gets is of this engine.
std::vector<std::string> names_to_push(const model::Service& service) {
  if (!service.build || service.image_is_derived) return {};
  std::vector<std::string> names{service.image};
  names.insert(names.end(), service.build->tags.begin(), service.build->tags.end());
  return names;
}

class BuildPlanner {
 public:
  BuildPlanner(const model::Stack& stack, bool push) : stack_(stack), push_(push) {}

  std::optional<StepId> add(const model::Service& service) {
    if (const auto known = steps_.find(service.name); known != steps_.end()) return known->second;
    steps_.emplace(service.name, std::nullopt);
    if (!service.build) return std::nullopt;
    Step step;
    for (const std::string& other : built_upon(service)) {
      const auto found = stack_.services.find(other);
      if (found == stack_.services.end()) continue;
      if (const auto before = add(found->second)) step.after.push_back(*before);
    }
    step.action = BuildImage{service.name};
    step.cause = "to be built";
    step.where = service.build->span;
    plan_.steps.push_back(std::move(step));
    const StepId built = plan_.steps.size() - 1;
    steps_[service.name] = built;
    // Several platforms at once go to the registry as they are built.
    if (push_ && service.build->platforms.size() < 2) push(service, built);
    return built;
  }

  void push(const model::Service& service, std::optional<StepId> built) {
    for (const std::string& image : names_to_push(service)) {
      Step step;
      step.action = PushImage{service.name, image};
      step.cause = "to be pushed";
      step.where = service.image_span;
      if (built) step.after = {*built};
      plan_.steps.push_back(std::move(step));
    }
  }

  Plan take() { return std::move(plan_); }

 private:
  const model::Stack& stack_;
  bool push_;
  Plan plan_;
  std::map<std::string, std::optional<StepId>, std::less<>> steps_;
};

}  // namespace

Plan plan_build(const model::Stack& stack, const BuildSelection& selection) {
  BuildPlanner planner(stack, selection.push);
  for (const auto& [name, service] : selected(stack, selection)) (void)planner.add(*service);
  return planner.take();
}

Plan plan_push(const model::Stack& stack, const BuildSelection& selection) {
  BuildPlanner planner(stack, true);
  std::vector<std::pair<std::string, std::string>> skipped;
  for (const auto& [name, service] : selected(stack, selection)) {
    if (names_to_push(*service).empty()) {
      skipped.emplace_back(name, service->build ? "no image to be pushed" : "it is not built");
    } else {
      planner.push(*service, std::nullopt);
    }
  }
  Plan plan = planner.take();
  plan.skipped = std::move(skipped);
  return plan;
}

}  // namespace devstack::reconcile

// plan_pull: an image once, however many services use it.
#include <fmt/format.h>

#include <set>

#include "devstack/engine/image_reference.hpp"
#include "devstack/reconcile/planner.hpp"
#include "reconcile/image_policy.hpp"
#include "reconcile/mock_use.hpp"
#include "reconcile/service_order.hpp"

namespace devstack::reconcile {
namespace {

bool is_there(const Observed& observed, const model::Service& service) {
  const auto image = observed.images.find(service.image);
  return image != observed.images.end() && image->second.has_value();
}

/// Docker Compose takes "latest" for missing: it may have become another one.
bool is_latest(const std::string& image) {
  const auto reference = engine::parse_image_reference(image);
  return reference && reference->digest.empty() && reference->tag == "latest";
}

/// Why the image is pulled, or why not.
struct Choice {
  bool pulls = false;
  std::string why;
};

Choice choose(const Observed& observed, const model::Service& service, const PullOptions& options) {
  UpOptions asked;
  asked.pull_policy = options.policy;
  const std::string policy = pull_policy_of(service, asked);
  if (uses_mock_image(service)) return {false, "its image comes from no registry"};
  if (service.image_is_derived) return {false, "no image to be pulled"};
  if (policy == "never" || policy == "build") return {false, "pull_policy is " + policy};
  const bool there = is_there(observed, service);
  if (policy == "missing" && there && !is_latest(service.image)) {
    return {false, "image is already present"};
  }
  if (service.build && options.ignore_buildable) return {false, "image can be built"};
  if (there) return {true, "to be pulled"};
  return {true, policy == "missing" ? fmt::format("image {} is not there", service.image)
                                    : std::string("to be pulled")};
}

}  // namespace

Plan plan_pull(const model::Stack& stack, const Observed& observed, const PullOptions& options) {
  UpOptions selection;
  selection.services = options.services;
  selection.dependencies = options.dependencies;
  Plan plan;
  std::set<std::pair<std::string, std::string>> planned;
  for (const auto& [name, service] : selected_services(stack, selection)) {
    Choice choice = choose(observed, *service, options);
    if (!choice.pulls) {
      plan.skipped.emplace_back(name, std::move(choice.why));
      continue;
    }
    if (!planned.emplace(service->image, service->platform).second) continue;
    const SourceSpan& where = service->image_span.known() ? service->image_span : service->span;
    plan.steps.push_back({EnsureImage{service->name}, std::move(choice.why), where, {}, {}, {}});
  }
  return plan;
}

}  // namespace devstack::reconcile

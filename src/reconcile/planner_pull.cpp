// plan_pull: an image once, however many services use it.
#include <fmt/format.h>

#include <set>

#include "devstack/reconcile/planner.hpp"
#include "reconcile/mock_use.hpp"
#include "reconcile/service_order.hpp"

namespace devstack::reconcile {
namespace {

bool is_there(const Observed& observed, const model::Service& service) {
  const auto image = observed.images.find(service.image);
  return image != observed.images.end() && image->second.has_value();
}

/// Why the image is pulled; empty: it is not.
std::string why_pull(const Observed& observed, const model::Service& service,
                     const PullOptions& options) {
  const std::string& policy = service.pull_policy;
  if (uses_mock_image(service) || policy == "never" || service.build) return {};
  const bool only_missing = options.which ? *options.which == PullOptions::Which::kMissing
                                          : policy == "missing" || policy == "if_not_present";
  if (!only_missing) return "to be pulled";
  return is_there(observed, service) ? std::string()
                                     : fmt::format("image {} is not there", service.image);
}

}  // namespace

Plan plan_pull(const model::Stack& stack, const Observed& observed, const PullOptions& options) {
  UpOptions selection;
  selection.services = options.services;
  selection.dependencies = options.dependencies;
  Plan plan;
  std::set<std::pair<std::string, std::string>> planned;
  for (const auto& [name, service] : selected_services(stack, selection)) {
    std::string cause = why_pull(observed, *service, options);
    if (cause.empty() || !planned.emplace(service->image, service->platform).second) continue;
    const SourceSpan& where = service->image_span.known() ? service->image_span : service->span;
    plan.steps.push_back({EnsureImage{service->name}, std::move(cause), where, {}, {}, {}});
  }
  return plan;
}

}  // namespace devstack::reconcile

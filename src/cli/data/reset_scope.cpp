#include "cli/data/reset_scope.hpp"

#include <algorithm>
#include <set>

#include "devstack/data/backup_plan.hpp"
#include "devstack/graph/dependency_graph.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::cli {
namespace {

using Roles = std::set<std::string>;

/// By its own role; one that has none by that of the services that mount it.
bool has_role(const model::Stack& stack, const model::Volume& volume, const Roles& roles) {
  if (!volume.role.empty()) return roles.contains(volume.role);
  const auto users = data::users_of(stack, {volume.key});
  return std::ranges::any_of(users, [&](const std::string& user) {
    return roles.contains(data::find_service(stack, user)->extension.role);
  });
}

ResetScope scope_of_roles(const model::Stack& stack, const reconcile::Observed& observed,
                          const ResetArguments& arguments, const Roles& roles) {
  ResetScope scope;
  std::vector<std::string> keys;
  for (const auto& volume : reconcile::removable_volumes(stack, observed, arguments.services)) {
    const auto declared = std::ranges::find_if(
        stack.volumes, [&volume](const auto& entry) { return entry.second.name == volume.name; });
    if (declared == stack.volumes.end() || !has_role(stack, declared->second, roles)) continue;
    scope.volumes.push_back(volume);
    keys.push_back(declared->first);
  }
  scope.services = data::users_of(stack, keys);
  // An empty list would mean the whole project.
  if (scope.services.empty()) scope.services.emplace_back();
  return scope;
}

}  // namespace

ResetScope reset_scope(const model::Stack& stack, const reconcile::Observed& observed,
                       const ResetArguments& arguments) {
  if (arguments.databases) {
    return scope_of_roles(stack, observed, arguments, {"database", "cache"});
  }
  if (arguments.models) return scope_of_roles(stack, observed, arguments, {"model-cache"});
  ResetScope scope;
  scope.volumes = reconcile::removable_volumes(stack, observed, arguments.services);
  scope.services = arguments.services;
  for (const auto& service : arguments.services) {
    for (const auto& dependent : graph::dependents(stack, service)) {
      scope.services.push_back(dependent);
    }
  }
  return scope;
}

}  // namespace devstack::cli

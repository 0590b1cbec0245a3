// Which volumes may be deleted at all: the guard in front of everything that deletes data.
#include <set>

#include "devstack/reconcile/planner.hpp"

namespace devstack::reconcile {
namespace {

/// Keys of the volumes that these services mount; a service may be one of an inactive profile.
std::set<std::string> mounted_keys(const model::Stack& stack,
                                   const std::vector<std::string>& services) {
  std::set<std::string> keys;
  const auto add = [&keys](const auto& among, const std::string& name) {
    const auto found = among.find(name);
    if (found == among.end()) return;
    for (const model::Mount& mount : found->second.volumes) {
      if (mount.type == model::MountType::kVolume && !mount.source.empty()) {
        keys.insert(mount.source);
      }
    }
  };
  for (const std::string& name : services) {
    add(stack.services, name);
    add(stack.disabled, name);
  }
  return keys;
}

}  // namespace

std::vector<ObservedVolume> removable_volumes(const model::Stack& stack, const Observed& observed,
                                              const std::vector<std::string>& services) {
  const std::set<std::string> wanted = mounted_keys(stack, services);
  std::vector<ObservedVolume> removable;
  for (const auto& [key, volume] : stack.volumes) {
    if (volume.external || (!services.empty() && !wanted.contains(key))) continue;
    const auto existing = observed.volumes.find(volume.name);
    if (existing == observed.volumes.end()) continue;
    if (existing->second.ownership == Ownership::kOurs) removable.push_back(existing->second);
  }
  return removable;
}

}  // namespace devstack::reconcile

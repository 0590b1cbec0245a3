#include "cli/data/unused_volumes.hpp"

#include <fmt/format.h>

#include <set>

namespace devstack::cli {
namespace {

/// Keys of the volumes that a service mounts.
std::set<std::string> mounted_by(const model::Service& service) {
  std::set<std::string> keys;
  for (const model::Mount& mount : service.volumes) {
    if (mount.type == model::MountType::kVolume) keys.insert(mount.source);
  }
  return keys;
}

}  // namespace

std::map<std::string, std::string, std::less<>> unused_volumes(const model::Stack& stack) {
  std::set<std::string> used;
  for (const auto& [name, service] : stack.services) used.merge(mounted_by(service));
  std::map<std::string, std::string, std::less<>> unused;
  for (const model::Substitution& role : stack.extension.substitutions) {
    for (const model::Choice& choice : role.choices) {
      if (choice.name == role.chosen) continue;
      for (const auto& name : choice.services) {
        const auto service = stack.disabled.find(name.value);
        if (service == stack.disabled.end()) continue;
        for (const std::string& key : mounted_by(service->second)) {
          const auto volume = stack.volumes.find(key);
          if (volume == stack.volumes.end() || used.contains(key)) continue;
          unused[volume->second.name] = fmt::format("unused: {} is {}", role.role, role.chosen);
        }
      }
    }
  }
  return unused;
}

}  // namespace devstack::cli

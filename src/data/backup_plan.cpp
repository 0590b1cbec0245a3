#include "devstack/data/backup_plan.hpp"

#include <algorithm>
#include <set>

#include "devstack/data/errors.hpp"

namespace devstack::data {
namespace {

/// Adds what the service's volumes give; each volume of the stack once.
void add_volumes(const std::vector<std::string>& keys, const std::string& service,
                 std::set<std::string>& taken, std::vector<BackupItem>& items) {
  for (const std::string& key : keys) {
    if (taken.insert(key).second) items.push_back({service, BackupKind::kVolume, key});
  }
}

/// True if the service has something to save, here or with another service already.
bool add_service(const model::Stack& stack, const model::Service& service,
                 std::set<std::string>& taken, std::vector<BackupItem>& items) {
  const auto& declared = service.extension.backup;
  if (declared && !declared->dump.empty()) {
    items.push_back({service.name, BackupKind::kDump, {}});
    return true;
  }
  std::vector<std::string> keys = own_volume_keys(stack, service);
  if (declared && !declared->volume.empty()) {
    std::erase_if(keys, [&](const std::string& key) { return key != declared->volume; });
  }
  add_volumes(keys, service.name, taken, items);
  return !keys.empty();
}

bool says_how(const model::Service& service) {
  return service.extension.backup.has_value() || service.extension.role == "database";
}

}  // namespace

std::vector<std::string> own_volume_keys(const model::Stack& stack, const model::Service& service) {
  std::vector<std::string> keys;
  for (const model::Mount& mount : service.volumes) {
    if (mount.type != model::MountType::kVolume || mount.source.empty()) continue;
    const auto volume = stack.volumes.find(mount.source);
    if (volume == stack.volumes.end() || volume->second.external) continue;
    if (std::ranges::find(keys, mount.source) == keys.end()) keys.push_back(mount.source);
  }
  return keys;
}

const model::Service* find_service(const model::Stack& stack, const std::string& name) {
  if (const auto found = stack.services.find(name); found != stack.services.end()) {
    return &found->second;
  }
  const auto found = stack.disabled.find(name);
  return found == stack.disabled.end() ? nullptr : &found->second;
}

std::vector<std::string> users_of(const model::Stack& stack,
                                  const std::vector<std::string>& volume_keys) {
  std::vector<std::string> users;
  const auto look = [&](const auto& services) {
    for (const auto& [name, service] : services) {
      const auto keys = own_volume_keys(stack, service);
      const bool uses = std::ranges::any_of(keys, [&](const std::string& key) {
        return std::ranges::find(volume_keys, key) != volume_keys.end();
      });
      if (uses) users.push_back(name);
    }
  };
  look(stack.services);
  look(stack.disabled);
  return users;
}

std::vector<BackupItem> choose_backups(const model::Stack& stack,
                                       const std::vector<std::string>& services) {
  std::vector<BackupItem> items;
  std::set<std::string> taken;
  for (const std::string& name : services) {
    const model::Service* service = find_service(stack, name);
    if (service == nullptr || !add_service(stack, *service, taken, items)) {
      throw nothing_to_back_up(name);
    }
  }
  if (!services.empty()) return items;
  for (const auto& [name, service] : stack.services) {
    if (says_how(service)) add_service(stack, service, taken, items);
  }
  if (items.empty()) throw nothing_to_back_up("project " + stack.project);
  return items;
}

}  // namespace devstack::data

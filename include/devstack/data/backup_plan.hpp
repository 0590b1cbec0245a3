// What of a stack is saved, and how. Pure.
#pragma once

#include <string>
#include <vector>

#include "devstack/model/stack.hpp"

namespace devstack::data {

enum class BackupKind { kDump, kVolume };

/// One payload of an archive.
struct BackupItem {
  std::string service;
  BackupKind kind = BackupKind::kDump;
  std::string volume_key;  ///< of kVolume
};

/// Of all services that say how (`backup`), or are databases (`role: database`: their named
/// volumes); of the named ones otherwise, also by their volumes. External volumes are left out.
/// Each volume once. Throws Error DS5009 when a named service, or the whole stack, has nothing.
[[nodiscard]] std::vector<BackupItem> choose_backups(const model::Stack& stack,
                                                     const std::vector<std::string>& services);

/// Keys of the service's named volumes that the project owns.
[[nodiscard]] std::vector<std::string> own_volume_keys(const model::Stack& stack,
                                                       const model::Service& service);

/// Null for a service that neither is active nor of an inactive profile.
[[nodiscard]] const model::Service* find_service(const model::Stack& stack,
                                                 const std::string& name);

/// Services, active or not, that mount any of these volumes (keys).
[[nodiscard]] std::vector<std::string> users_of(const model::Stack& stack,
                                                const std::vector<std::string>& volume_keys);

}  // namespace devstack::data

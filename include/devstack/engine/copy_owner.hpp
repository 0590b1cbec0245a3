// Whose files are that are copied into a container for the user that it runs as.
#pragma once

#include <optional>
#include <string>

#include "devstack/engine/client.hpp"
#include "devstack/engine/file_list_tar.hpp"

namespace devstack::engine {

struct CopyOwner {
  Client::FileOwner asked = Client::FileOwner::kContainerUser;  ///< of the engine
  std::optional<FileOwnerIds> packed;                           ///< otherwise as on the host
};

/// Engines before 28 look the user up among the host's (moby#34142), fail or take a namesake's
/// ids: for them, one that is no pair of numbers is asked of the container (`id`). One that cannot
/// answer, for it does not run or has no `id`, is left to the engine.
[[nodiscard]] Task<CopyOwner> copy_owner(Client& client, std::string container);

}  // namespace devstack::engine

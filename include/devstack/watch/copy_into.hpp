// Changed files into a running container.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "devstack/engine/client.hpp"
#include "devstack/watch/changes.hpp"

namespace devstack::watch {

struct Copied {
  std::size_t copied = 0, removed = 0;  ///< paths
  std::vector<std::string> problems;    ///< in words; what they are about may not be there
};

/// Copies what exists on this host, in one archive, and removes what does not (`rm`, as root).
/// Files get the owner that the container runs as, where it says one; modes are the host's. A
/// failure of the engine or in the container is a problem, not an exception.
[[nodiscard]] Task<Copied> copy_into(engine::Client& client, std::string container,
                                     std::vector<Copy> copies);

/// All that is there for a rule with `initial_sync`: without Dockerfile and Compose files, as
/// Docker Compose does it. Reads folders.
[[nodiscard]] std::vector<Copy> everything_of(const Matcher& matcher);

}  // namespace devstack::watch

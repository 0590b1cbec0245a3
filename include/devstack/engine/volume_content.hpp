// What is in volumes, as far as the Engine API reaches it: who uses one, and its files as tar by
// way of a container that mounts it (which need not run).
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/engine/client.hpp"

namespace devstack::engine {

/// How these calls reach the engine; all outlive the call. `client` is connected.
struct EngineAccess {
  io::Transport& transport;
  Clock& clock;
  const Client& client;
};

/// Containers of any project and state that mount the volume. Throws what the client throws.
[[nodiscard]] Task<std::vector<ContainerSummary>> list_volume_users(EngineAccess access,
                                                                    std::string volume);

/// Calls `sink` with the pieces of an uncompressed tar of what is at `path`. Throws EngineError,
/// also when the answer breaks off.
using ByteSink = std::function<void(std::string_view)>;
[[nodiscard]] Task<void> read_archive(EngineAccess access, std::string container, std::string path,
                                      ByteSink sink);

/// Extracts an uncompressed tar under `path`; `source` gives its pieces, empty at the end.
using ByteSource = std::function<Task<std::string>()>;
[[nodiscard]] Task<void> write_archive(EngineAccess access, std::string container, std::string path,
                                       ByteSource source);

}  // namespace devstack::engine

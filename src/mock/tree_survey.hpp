// `devstack-mock --survey FOLDER…`: how much is in a volume, and how much room is left beside it.
#pragma once

#include <cstdint>
#include <string>

namespace devstack::mock {

struct TreeSize {
  std::int64_t entries = 0;  ///< of every kind but sockets, the folder itself not among them
  std::int64_t bytes = 0;    ///< of regular files, names of one file (hard links) counted once
  friend bool operator==(const TreeSize&, const TreeSize&) = default;
};

/// Walks without following links; what vanishes meanwhile is left out. Throws std::system_error,
/// naming the path.
[[nodiscard]] TreeSize measure_tree(const std::string& folder);

/// Bytes that an unprivileged writer could still put on the folder's file system.
[[nodiscard]] std::int64_t free_bytes(const std::string& folder);

}  // namespace devstack::mock

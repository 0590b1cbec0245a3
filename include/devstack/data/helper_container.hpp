// Containers of the mock image that copy, measure and carry the content of volumes: no network, no
// pull, gone when they are done.
#pragma once

#include <string>
#include <vector>

#include "devstack/data/workshop.hpp"

namespace devstack::data {

struct HelperMount {
  enum class Access { kRead, kWrite };
  std::string volume;  ///< engine name
  std::string target;  ///< absolute path
  Access access = Access::kRead;
};

/// The body of its POST /containers/create.
[[nodiscard]] Value helper_body(const model::Stack& stack, const std::string& image,
                                const std::vector<HelperMount>& mounts,
                                const std::vector<std::string>& command);

/// Runs the mock binary with these arguments to its end; gives what it printed. Throws Error DS5014
/// with its words when it fails.
[[nodiscard]] Task<std::string> run_helper(const Workshop& workshop,
                                           std::vector<HelperMount> mounts,
                                           std::vector<std::string> command);

/// One that is not started, for the archive calls; to be removed by the caller.
[[nodiscard]] Task<std::string> make_helper(const Workshop& workshop,
                                            std::vector<HelperMount> mounts);
[[nodiscard]] Task<void> remove_helper(const Workshop& workshop, std::string id);

/// Those that a killed run has left, running or not.
[[nodiscard]] Task<void> sweep_helpers(const Workshop& workshop);

}  // namespace devstack::data

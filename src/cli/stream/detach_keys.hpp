// The keys that let go of a container's terminal and leave its process running.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "cli/context.hpp"

namespace devstack::cli {

/// Docker's own, where nothing else is said.
inline constexpr char kDefaultDetachKeys[] = "ctrl-p,ctrl-q";

/// `option`, else "detachKeys" of Docker's config.json, else the default.
[[nodiscard]] std::string chosen_detach_keys(const CommandContext& context,
                                             const std::string& option);

/// "ctrl-p,ctrl-q" or "a,b" as the bytes that a terminal sends. Throws UsageError.
[[nodiscard]] std::string detach_bytes(const std::string& keys);

/// Looks at what is typed. The connection is closed then, as Docker's own client does it: engine
/// 20.10 ends the process of an exec when it sees the keys itself and the connection is gone.
class DetachWatch {
 public:
  explicit DetachWatch(std::string bytes) : bytes_(std::move(bytes)) {}
  /// Once the last of the keys has been typed: what of `typed` came before them.
  [[nodiscard]] std::optional<std::string_view> before_keys(std::string_view typed);

 private:
  std::string bytes_;
  std::size_t matched_ = 0;
};

}  // namespace devstack::cli

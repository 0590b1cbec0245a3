// The keys that let go of a container's terminal and leave its process running.
#pragma once

#include <cstddef>
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

/// Looks at what is typed; the engine, which is told the same keys, does the detaching.
class DetachWatch {
 public:
  explicit DetachWatch(std::string bytes) : bytes_(std::move(bytes)) {}
  /// True once the last of the keys has been typed.
  [[nodiscard]] bool sees(std::string_view typed);

 private:
  std::string bytes_;
  std::size_t matched_ = 0;
};

}  // namespace devstack::cli

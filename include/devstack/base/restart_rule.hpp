// When a process of this host is started again after it has ended.
#pragma once

#include <optional>
#include <string_view>

namespace devstack {

enum class RestartRule { kNo, kOnFailure, kAlways };

/// As files write it: "no", "on-failure", "always".
[[nodiscard]] std::string_view word(RestartRule rule);
[[nodiscard]] std::optional<RestartRule> parse_restart_rule(std::string_view text);

}  // namespace devstack

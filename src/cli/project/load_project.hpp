// From the command line to a checked stack.
#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"
#include "devstack/load/loader.hpp"

namespace devstack::cli {

/// The request that the options and the environment make; nothing is read yet.
[[nodiscard]] load::LoadRequest load_request(const CommandContext& context,
                                             const std::vector<std::string>& services);

/// Loads, adds the graph's checks, and throws all findings at once if one is an error; warnings go
/// to stderr.
[[nodiscard]] load::Loaded load_project(const CommandContext& context,
                                        const load::LoadRequest& request);

/// The same with the request of `load_request`.
[[nodiscard]] load::Loaded load_project(const CommandContext& context,
                                        const std::vector<std::string>& services);

/// Throws UsageError, with the nearest name, for the first of `services` that is not active.
void check_services(const model::Stack& stack, const std::vector<std::string>& services);

/// True when the command line or DEVSTACK_PROFILE says which profiles apply.
[[nodiscard]] bool profiles_are_chosen(const CommandContext& context);

}  // namespace devstack::cli

// Which groups of checks a stack has, and which of them are asked for. Pure.
#pragma once

#include <string>
#include <vector>

#include "devstack/model/stack.hpp"

namespace devstack::cli {

/// Of a group that the stack declares: nullptr where it does not.
[[nodiscard]] const model::CheckGroup* declared_group(const model::Stack& stack,
                                                      const std::string& name);

/// True for names that mean something on every stack, declared or not.
[[nodiscard]] bool is_built_in_group(const std::string& name);

/// In the order in which they run: configuration first, what crosses services last; a stack's own
/// names stand before connectivity, in the order of the file.
[[nodiscard]] std::vector<std::string> all_groups(const model::Stack& stack);

/// `names`, each once; without names all but those that only run when asked for
/// (production-ready, performance, benchmark, integration). Throws UsageError for a name that there
/// is not.
[[nodiscard]] std::vector<std::string> chosen_groups(const model::Stack& stack,
                                                     const std::vector<std::string>& names);

/// False for groups that look at files and settings alone.
[[nodiscard]] bool needs_running_project(const std::string& name);

}  // namespace devstack::cli

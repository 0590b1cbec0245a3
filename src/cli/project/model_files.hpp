// Files of declared models on this host: what `reset --models` deletes besides volumes.
#pragma once

#include <string>
#include <vector>

#include "devstack/model/stack.hpp"

namespace devstack::cli {

/// `process.requires.files` of services with `role: model-cache` (of `services` only, if not empty)
/// that exist. Patterns are left out, and so is anything that holds the stack's folder: only what
/// is named can be meant.
[[nodiscard]] std::vector<std::string> model_files(const model::Stack& stack,
                                                   const std::vector<std::string>& services);

/// Deletes them; of a symbolic link only the link. Throws HostError.
void remove_model_files(const std::vector<std::string>& files);

}  // namespace devstack::cli

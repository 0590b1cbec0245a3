// What a service is for, as far as the file tells it: groups of checks are made of that. Pure.
#pragma once

#include <string>
#include <vector>

#include "devstack/model/stack.hpp"

namespace devstack::cli {

/// Services with `role: database` or `cache`, and those of well-known database images; by name.
[[nodiscard]] std::vector<std::string> database_services(const model::Stack& stack);

/// Services that hold or use models: the OpenAI API of a mock, a GPU, a model cache, members of a
/// tier that is called so; by name.
[[nodiscard]] std::vector<std::string> ai_services(const model::Stack& stack);

}  // namespace devstack::cli

// Volumes that stay although nothing that is active mounts them, because a role is filled
// otherwise.
#pragma once

#include <map>
#include <string>

#include "devstack/model/stack.hpp"

namespace devstack::cli {

/// Engine name to why: "unused: event-bus is redis".
[[nodiscard]] std::map<std::string, std::string, std::less<>> unused_volumes(
    const model::Stack& stack);

}  // namespace devstack::cli

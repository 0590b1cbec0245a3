// The state of a container that fails, in the words of `ps` and `why`. Pure.
#pragma once

#include <string>

#include "devstack/engine/types.hpp"

namespace devstack::cli {

/// What it says beyond its exit code: ", out of memory", ", signal 11", ", restarted 5 times";
/// empty when there is nothing.
[[nodiscard]] std::string failure_words(const engine::ContainerDetails& details);

}  // namespace devstack::cli

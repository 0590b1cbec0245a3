// The shared libraries that a program needs, itself not among them.
#pragma once

#include <string>
#include <vector>

namespace devstack::reconcile {

/// Absolute paths of the dynamic loader and of all libraries that an ELF program needs, directly
/// or not; empty for a static one. Throws HostError for a library that is not found.
[[nodiscard]] std::vector<std::string> shared_libraries(const std::string& program);

}  // namespace devstack::reconcile

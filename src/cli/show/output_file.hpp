// Files that a command writes because the user named them.
#pragma once

#include <string>

namespace devstack::cli {

/// Replaces the file. Throws HostError.
void write_file(const std::string& path, const std::string& text);

}  // namespace devstack::cli

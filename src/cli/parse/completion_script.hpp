// Completion scripts, made from the same tree that parses the command line.
#pragma once

#include <string>
#include <vector>

#include "cli/parse/parser.hpp"

namespace devstack::cli {

/// `shell` is bash, zsh or fish.
[[nodiscard]] std::string completion_script(const std::string& shell,
                                            const std::vector<CommandOutline>& outline);

}  // namespace devstack::cli

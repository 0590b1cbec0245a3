// The program: parse, run one command, turn what went wrong into a message and an exit code.
#pragma once

#include <string>
#include <vector>

namespace devstack::cli {

/// `arguments` without the program's name. Returns the exit status; throws nothing.
[[nodiscard]] int run(const std::vector<std::string>& arguments);

}  // namespace devstack::cli

// The program: parse, run one command, turn what went wrong into a message and an exit code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace devstack::cli {

/// `arguments` without the program's name. Returns the exit status; throws nothing.
[[nodiscard]] int run(const std::vector<std::string>& arguments);

/// What the user reads of an exception that nobody expected (DS7000).
[[nodiscard]] std::string bug_text(std::string_view what);

}  // namespace devstack::cli

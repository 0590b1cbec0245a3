// A command as people write it: words, or one line for a shell.
#pragma once

#include <string>
#include <vector>

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

/// A line becomes {"/bin/sh", "-c", line}, as in a healthcheck's test. Empty, with DS1412, when
/// there is nothing to run; `path` names the value in the message.
[[nodiscard]] std::vector<std::string> shell_command(const Node& command, const std::string& path,
                                                     Diagnostics& diagnostics);

}  // namespace devstack::load

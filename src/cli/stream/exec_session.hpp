// Bytes between this terminal and a command in a container.
#pragma once

#include <optional>
#include <string>

#include "cli/project/engine_session.hpp"
#include "devstack/engine/client.hpp"

namespace devstack::cli {

enum class ExecTerminal { kNone, kAttached };

/// Runs the command to its end and gives its exit code. With a terminal: raw mode, and the size
/// follows SIGWINCH. Without: stdout and stderr stay apart. 0 when the user detached; empty: the
/// engine forgot the exec. `request.detach_keys` must not be empty.
[[nodiscard]] Task<std::optional<int>> run_exec_session(EngineSession& engine,
                                                        std::string container,
                                                        engine::ExecRequest request,
                                                        ExecTerminal terminal);

}  // namespace devstack::cli

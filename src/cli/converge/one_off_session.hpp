// A one-off container that has been created: attached to, started, and followed to its end.
#pragma once

#include <string>

#include "cli/project/engine_session.hpp"
#include "devstack/base/error.hpp"

namespace devstack::cli {

struct OneOffContainer {
  std::string id, name, service;
  std::string slug;  ///< its label, which no other container has
  bool tty = false, stdin_open = false, auto_remove = false;
  std::string detach_keys;
};

/// Passes stdin, the window's size and signals on; gives the process's exit code, or 0 when the
/// user detached. Throws Error DS3105 when it cannot be started; it is removed then.
[[nodiscard]] Task<ExitCode> run_one_off(EngineSession& engine, OneOffContainer container);

/// Only starts it; same error.
[[nodiscard]] Task<void> start_one_off(engine::Client& client, OneOffContainer container);

}  // namespace devstack::cli

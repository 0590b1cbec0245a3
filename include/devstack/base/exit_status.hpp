// Exit statuses as shells and container engines give them.
#pragma once

#include <sys/wait.h>

#include <optional>

namespace devstack {

/// Of what a signal ended: 128 and the signal's number.
inline constexpr int kSignalBase = 128;

/// The signal that an exit status stands for; empty for one of the program's own.
[[nodiscard]] constexpr std::optional<int> signal_of(int exit_status) {
  constexpr int kSignals = 32;
  if (exit_status <= kSignalBase || exit_status >= kSignalBase + kSignals) return std::nullopt;
  return exit_status - kSignalBase;
}

/// The exit status that waitpid(2)'s status stands for.
[[nodiscard]] inline int exit_status_of(int wait_status) {
  return WIFSIGNALED(wait_status) ? kSignalBase + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

}  // namespace devstack

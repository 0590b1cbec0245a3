// Bytes between this terminal and a process in a container: what exec, run and attach share.
#pragma once

#include <functional>
#include <string>

#include "devstack/io/http.hpp"
#include "devstack/io/loop.hpp"

namespace devstack::cli {

struct StreamSession {
  enum class Output { kTerminal, kFrames };
  enum class Input { kPassed, kKeptOpen, kNone };
  io::HttpStream& stream;
  Output output = Output::kFrames;
  /// kPassed: the end of stdin closes the process's own. kKeptOpen: that of a process which keeps
  /// its stdin for others; engines would end the session.
  Input input = Input::kPassed;
  std::string detach_keys{};  ///< bytes; looked for where both sides are terminals
  /// Called with the terminal's size, at once and on each SIGWINCH; only with a terminal.
  std::function<Task<void>(int columns, int rows)> resize{};
  /// Takes the number of a signal, as the engine does. None: SIGTERM and SIGHUP end a session with
  /// a terminal, and signals do what they always do without one.
  std::function<Task<void>(std::string signal)> forward{};
};

enum class SessionEnd { kOutputEnded, kDetached };

/// With a terminal: raw mode, which every way out ends. Throws Interrupted: see `forward`; with it,
/// at the third signal that means an end, and at the first SIGHUP, each after it was passed on.
[[nodiscard]] Task<SessionEnd> run_stream_session(io::Loop& loop, StreamSession session);

}  // namespace devstack::cli

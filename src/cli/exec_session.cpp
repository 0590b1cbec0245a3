// Three tasks side by side: what the command says, what the user types, how big the window is. The
// first ends the session.
#include "cli/exec_session.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <initializer_list>

#include "cli/raw_terminal.hpp"
#include "devstack/engine/stream_demux.hpp"

namespace devstack::cli {
namespace {

constexpr std::size_t kPiece = 32 * 1024;
constexpr std::initializer_list<int> kWindowSignals = {SIGWINCH};
constexpr std::initializer_list<int> kEndingSignals = {SIGTERM, SIGHUP};

enum class Who { kOutput, kInput, kWindow, kEnd };

void pass_on(engine::FrameStream stream, std::string_view bytes) {
  if (stream == engine::FrameStream::kStdout) {
    write_output(bytes);
  } else {
    write_error(bytes);
  }
}

/// To the end of the command's output.
Task<int> copy_output(io::HttpStream& stream, ExecTerminal terminal) {
  engine::StreamDemux demux(pass_on);
  while (true) {
    const std::string piece = co_await stream.read();
    if (piece.empty()) co_return 0;
    if (terminal == ExecTerminal::kAttached) {
      write_output(piece);
    } else {
      demux.feed(piece);
    }
  }
}

/// A regular file can always be read and cannot be waited for.
bool can_be_waited_for(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && !S_ISREG(status.st_mode);
}

/// To the end of stdin; then the command's own stdin is closed.
Task<int> copy_input(io::Loop& loop, io::HttpStream& stream) {
  std::string buffer(kPiece, '\0');
  const bool waits = can_be_waited_for(STDIN_FILENO);
  while (true) {
    if (waits) co_await loop.readable(STDIN_FILENO);
    const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count <= 0) break;
    std::string piece = buffer.substr(0, static_cast<std::size_t>(count));
    co_await stream.write(std::move(piece));
  }
  stream.close_write();
  co_return 0;
}

Task<int> follow_window(EngineSession& engine, std::string exec_id) {
  while (true) {
    const auto [columns, rows] = terminal_size();
    if (columns > 0) co_await engine.client.exec_resize(exec_id, columns, rows);
    co_await engine.loop.next_signal(kWindowSignals);
  }
}

Task<int> ending_signal(io::Loop& loop) {
  const int number = co_await loop.next_signal(kEndingSignals);
  throw Interrupted(number);
}

}  // namespace

Task<std::optional<int>> run_exec_session(EngineSession& engine, std::string container,
                                          engine::ExecRequest request, ExecTerminal terminal) {
  const bool has_terminal = terminal == ExecTerminal::kAttached;
  auto session = co_await engine.client.exec_attach(std::move(container), std::move(request));
  std::optional<RawTerminal> raw;
  if (has_terminal) raw.emplace();
  TaskSet<Who, int> tasks;
  tasks.add(Who::kOutput, copy_output(*session.stream, terminal));
  tasks.add(Who::kInput, copy_input(engine.loop, *session.stream));
  if (has_terminal) tasks.add(Who::kWindow, follow_window(engine, session.id));
  if (has_terminal) tasks.add(Who::kEnd, ending_signal(engine.loop));
  while (true) {
    auto next = co_await tasks.next();
    try {
      next.task.take();
    } catch (const io::TransportError&) {
      // Typing into a command that has just ended is no error; its output decides.
      if (next.key == Who::kOutput) throw;
    }
    if (next.key == Who::kOutput) break;
  }
  tasks.clear();
  raw.reset();
  co_return co_await engine.client.exec_exit_code(session.id);
}

}  // namespace devstack::cli

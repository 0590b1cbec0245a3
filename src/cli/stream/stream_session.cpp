// Tasks side by side: what the process says, what the user types, how big the window is, which
// signals come. The end of the output ends the session.
#include "cli/stream/stream_session.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <initializer_list>
#include <optional>
#include <utility>

#include "cli/console.hpp"
#include "cli/stream/detach_keys.hpp"
#include "cli/stream/raw_terminal.hpp"
#include "devstack/base/error.hpp"
#include "devstack/engine/error.hpp"
#include "devstack/engine/stream_demux.hpp"

namespace devstack::cli {
namespace {

constexpr std::size_t kPiece = 32 * 1024;
constexpr int kSignalsToLeave = 3;
constexpr std::initializer_list<int> kWindowSignals = {SIGWINCH};
constexpr std::initializer_list<int> kEndingSignals = {SIGTERM, SIGHUP};
constexpr std::initializer_list<int> kForwardedSignals = {SIGINT,  SIGTERM, SIGHUP,
                                                          SIGQUIT, SIGUSR1, SIGUSR2};

enum class Who { kOutput, kInput, kWindow, kSignals };
enum class Did { kEnded, kDetached };

void pass_on(engine::FrameStream stream, std::string_view bytes) {
  if (stream == engine::FrameStream::kStdout) {
    write_bytes(bytes);
  } else {
    write_error(bytes);
  }
}

/// To the end of the process's output.
Task<Did> copy_output(io::HttpStream& stream, StreamSession::Output output) {
  engine::StreamDemux demux(pass_on);
  while (true) {
    const std::string piece = co_await stream.read();
    if (piece.empty()) co_return Did::kEnded;
    if (output == StreamSession::Output::kTerminal) {
      write_bytes(piece);
    } else {
      demux.feed(piece);
    }
  }
}

enum class Readiness { kCanWait, kAlways, kClosed };

/// A regular file can always be read and cannot be waited for.
Readiness readiness_of_input() {
  struct stat status {};
  if (::fstat(STDIN_FILENO, &status) != 0) return Readiness::kClosed;
  return S_ISREG(status.st_mode) ? Readiness::kAlways : Readiness::kCanWait;
}

/// To the end of stdin, and then the process's own is closed; or to the keys that detach.
Task<Did> copy_input(io::Loop& loop, io::HttpStream& stream, StreamSession::Input input,
                     std::string detach_keys) {
  DetachWatch watch(std::move(detach_keys));
  std::string buffer(kPiece, '\0');
  const Readiness readiness = readiness_of_input();
  while (readiness != Readiness::kClosed) {
    if (readiness == Readiness::kCanWait) co_await loop.readable(STDIN_FILENO);
    const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count <= 0) break;
    std::string piece = buffer.substr(0, static_cast<std::size_t>(count));
    const auto last = watch.before_keys(piece);
    if (last) piece.resize(last->size());
    if (!piece.empty()) co_await stream.write(std::move(piece));
    if (last) co_return Did::kDetached;
  }
  if (input == StreamSession::Input::kPassed) stream.close_write();
  co_return Did::kEnded;
}

Task<Did> follow_window(io::Loop& loop, const StreamSession& session) {
  while (true) {
    // Waited for before the size is read: a change while the engine is told must not be missed.
    TaskSet<Who, int> change;
    change.add(Who::kWindow, loop.next_signal(kWindowSignals));
    const auto [columns, rows] = terminal_size();
    if (columns > 0) co_await session.resize(columns, rows);
    co_await change.next();
  }
}

Task<Did> forward_signals(io::Loop& loop, const StreamSession& session) {
  int ends = 0;
  while (true) {
    const int number = co_await loop.next_signal(kForwardedSignals);
    try {
      co_await session.forward(std::to_string(number));
    } catch (const engine::EngineError&) {
      // It has just ended, or does not know the signal; its output decides.
    }
    if (number == SIGINT || number == SIGTERM) ++ends;
    if (number == SIGHUP || ends == kSignalsToLeave) throw Interrupted(number);
  }
}

Task<Did> ending_signal(io::Loop& loop) {
  const int number = co_await loop.next_signal(kEndingSignals);
  throw Interrupted(number);
}

}  // namespace

Task<SessionEnd> run_stream_session(io::Loop& loop, StreamSession session) {
  const bool terminal = session.output == StreamSession::Output::kTerminal;
  const bool passes_input = session.input != StreamSession::Input::kNone;
  std::optional<RawTerminal> raw;
  if (terminal && passes_input) raw.emplace();
  TaskSet<Who, Did> tasks;
  tasks.add(Who::kOutput, copy_output(session.stream, session.output));
  if (passes_input) {
    std::string keys = raw ? session.detach_keys : std::string();
    tasks.add(Who::kInput, copy_input(loop, session.stream, session.input, std::move(keys)));
  }
  if (terminal && session.resize) tasks.add(Who::kWindow, follow_window(loop, session));
  if (session.forward) {
    tasks.add(Who::kSignals, forward_signals(loop, session));
  } else if (terminal) {
    tasks.add(Who::kSignals, ending_signal(loop));
  }
  while (true) {
    auto next = co_await tasks.next();
    Did did = Did::kEnded;
    try {
      did = next.task.take();
    } catch (const io::TransportError&) {
      // Typing into a process that has just ended is no error; its output decides.
      if (next.key == Who::kOutput) throw;
    }
    if (did == Did::kDetached) co_return SessionEnd::kDetached;
    if (next.key == Who::kOutput) co_return SessionEnd::kOutputEnded;
  }
}

}  // namespace devstack::cli

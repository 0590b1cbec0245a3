// The shell and we talk in lines: an empty one asks, and the mark (a control character that
// commands do not print, then the exit code) ends the answer.
#include "probe/probe_shell.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "devstack/engine/stream_demux.hpp"
#include "devstack/io/loop.hpp"

namespace devstack::probe {
namespace {

constexpr char kMark = '\x1e';
constexpr std::size_t kKept = std::size_t{16} << 10;
/// For the shell's start; an engine that has much to do takes a second and more for it.
constexpr Duration kPatience{5'000};

/// `exec` in a subshell: a program of the image, as the engine would run it, no builtin of the
/// shell. Both streams go one way, so that they keep their order.
constexpr char kLoop[] =
    R"(printf '\036-1\n'; while read -r line; do (exec "$@") </dev/null 2>&1; )"
    R"(printf '\036%s\n' $?; done)";

/// Reads to the next mark; false when the stream ends before.
Task<bool> read_answer(io::HttpStream& stream, ShellAnswer& answer) {
  engine::StreamDemux demux(
      [&answer](engine::FrameStream, std::string_view bytes) { answer.feed(bytes); });
  while (!answer.code()) {
    const std::string piece = co_await stream.read();
    if (piece.empty()) co_return false;
    demux.feed(piece);
  }
  co_return true;
}

/// The same, for a stream that may break in any way.
Task<bool> try_read_answer(io::HttpStream& stream, ShellAnswer& answer) {
  try {
    co_return co_await read_answer(stream, answer);
  } catch (const io::TransportError&) {
    co_return false;
  } catch (const engine::FrameError&) {
    co_return false;
  }
}

Task<bool> tell(io::HttpStream& stream) {
  try {
    co_await stream.write("\n");
  } catch (const io::TransportError&) {
    co_return false;
  }
  co_return true;
}

}  // namespace

void ShellAnswer::feed(std::string_view bytes) {
  if (code_) return;
  text_ += bytes;
  const std::size_t mark = text_.rfind(kMark);
  if (mark != std::string::npos && text_.ends_with('\n')) {
    int code = 0;
    const char* const end = text_.data() + text_.size() - 1;
    const auto [rest, error] = std::from_chars(text_.data() + mark + 1, end, code);
    if (error == std::errc{} && rest == end) {
      code_ = code;
      text_.resize(std::min(mark, kKept));
      return;
    }
  }
  if (text_.size() <= 2 * kKept) return;
  // The mark may have begun.
  constexpr std::size_t kLongestMark = 8;
  text_.erase(kKept, text_.size() - kKept - kLongestMark);
}

void ProbeShell::close() {
  session_.stream.reset();
  state_ = State::kNotOpen;
}

Task<void> ProbeShell::open() {
  engine::ExecRequest request;
  request.command = {"/bin/sh", "-c", kLoop, "sh"};
  request.command.insert(request.command.end(), command_.begin(), command_.end());
  request.attach_stdin = true;
  state_ = State::kImpossible;
  try {
    session_ = co_await context_.client.exec_attach(container_, std::move(request));
  } catch (const engine::EngineError& error) {
    // Neither is about shells: the container does not run, or is gone.
    if (error.status() != 404 && error.status() != 409) co_return;
    state_ = State::kNotOpen;
    throw;
  }
  ShellAnswer greeting;
  auto reading = try_read_answer(*session_.stream, greeting);
  const auto greeted = co_await io::with_deadline(context_.clock, kPatience, std::move(reading));
  if (greeted.value_or(false)) {
    state_ = State::kOpen;
  } else {
    session_.stream.reset();
  }
}

Task<std::optional<engine::ExecResult>> ProbeShell::run(Duration limit) {
  std::optional<engine::ExecResult> result;
  // Podman leaves a command behind whose client has gone.
  if (context_.client.is_podman()) state_ = State::kImpossible;
  if (state_ == State::kNotOpen) co_await open();
  if (state_ == State::kImpossible) co_return result;
  const bool told = co_await tell(*session_.stream);
  if (!told) {
    close();
    co_return result;
  }
  ShellAnswer answer;
  auto reading = try_read_answer(*session_.stream, answer);
  const auto read = co_await io::with_deadline(context_.clock, limit, std::move(reading));
  if (read && !*read) {
    close();
    co_return result;
  }
  result.emplace();
  result->output = answer.output();
  result->exit_code = answer.code();
  if (!answer.code()) close();
  co_return result;
}

}  // namespace devstack::probe

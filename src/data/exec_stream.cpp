#include "devstack/data/exec_stream.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>

#include "data/payload_file.hpp"
#include "devstack/base/error.hpp"
#include "devstack/data/errors.hpp"
#include "devstack/engine/stream_demux.hpp"

namespace devstack::data {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;
/// Of what a line says, the end is kept: there the reason stands.
constexpr std::size_t kMaxWords = 2000;
constexpr Duration kExitPoll{50};
constexpr int kExitPolls = 200;

engine::ExecRequest request_of(const DumpLine& line) {
  engine::ExecRequest request;
  request.command = {"/bin/sh", "-c", line.line};
  return request;
}

void keep_end(std::string& words, std::string_view more) {
  words += more;
  if (words.size() > kMaxWords) words.erase(0, words.size() - kMaxWords);
}

/// The output may end a moment before the engine knows the exit code.
Task<std::optional<int>> exit_code_of(const Workshop& workshop, std::string exec) {
  for (int poll = 0; poll < kExitPolls; ++poll) {
    const auto code = co_await workshop.client.exec_exit_code(exec);
    if (code) co_return code;
    co_await workshop.loop.sleep(kExitPoll);
  }
  co_return std::nullopt;
}

void judge(const DumpLine& line, const char* what, std::optional<int> code,
           const std::string& words) {
  if (!code) throw command_failed(line.service, what, "its container went away", words);
  if (*code != 0) throw command_failed(line.service, what, fmt::format("exit {}", *code), words);
}

/// Gives the number of bytes that came, framing included.
Task<std::int64_t> read_output(io::HttpStream& stream, engine::StreamDemux& demux) {
  std::int64_t bytes = 0;
  for (;;) {
    const std::string piece = co_await stream.read();
    if (piece.empty()) co_return bytes;
    demux.feed(piece);
    bytes += static_cast<std::int64_t>(piece.size());
  }
}

Task<std::int64_t> write_input(io::HttpStream& stream, std::string path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw HostError("cannot read", path, errno);
  std::int64_t bytes = 0;
  while (true) {
    std::string piece(kPiece, '\0');
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    piece.resize(static_cast<std::size_t>(in.gcount()));
    if (piece.empty()) break;
    bytes += static_cast<std::int64_t>(piece.size());
    co_await stream.write(std::move(piece));
  }
  stream.close_write();
  co_return bytes;
}

}  // namespace

Task<void> dump_to_file(const Workshop& workshop, DumpLine dump, std::string path) {
  PayloadFile out(std::move(path));
  std::string words;
  std::int64_t bytes = 0;
  engine::StreamDemux demux([&](engine::FrameStream stream, std::string_view piece) {
    if (stream != engine::FrameStream::kStdout) {
      keep_end(words, piece);
      return;
    }
    bytes += static_cast<std::int64_t>(piece.size());
    out.write(piece);
  });
  auto request = request_of(dump);
  auto session = co_await workshop.client.exec_attach(dump.container, std::move(request));
  co_await read_output(*session.stream, demux);
  out.close();
  const auto code = co_await exit_code_of(workshop, session.id);
  judge(dump, "dump", code, words);
  if (bytes == 0) throw command_failed(dump.service, "dump", "it wrote nothing", words);
}

Task<void> restore_from_file(const Workshop& workshop, DumpLine restore, std::string path) {
  enum class Who { kOutput, kInput };
  std::string words;
  engine::StreamDemux demux(
      [&words](engine::FrameStream, std::string_view piece) { keep_end(words, piece); });
  auto request = request_of(restore);
  request.attach_stdin = true;
  auto session = co_await workshop.client.exec_attach(restore.container, std::move(request));
  TaskSet<Who, std::int64_t> tasks;
  tasks.add(Who::kOutput, read_output(*session.stream, demux));
  tasks.add(Who::kInput, write_input(*session.stream, std::move(path)));
  bool input_ended = false;
  while (!tasks.empty()) {
    auto next = co_await tasks.next();
    if (next.key == Who::kOutput) {
      next.task.take();
      // With its output the command has ended. An input that still waits never comes to its end.
      if (tasks.running() > 0) break;
      continue;
    }
    try {
      next.task.take();
      input_ended = true;
    } catch (const io::TransportError&) {
      // It ended before it had read everything: its exit code says why.
    }
  }
  tasks.clear();
  const auto code = co_await exit_code_of(workshop, session.id);
  judge(restore, "restore", code, words);
  if (!input_ended) {
    throw command_failed(restore.service, "restore", "it did not read all of the backup", words);
  }
}

}  // namespace devstack::data

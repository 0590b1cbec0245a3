// `devstack attach`: the terminal or the pipes of a container's own process.
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

#include "cli/commands.hpp"
#include "cli/project/find_containers.hpp"
#include "cli/stream/detach_keys.hpp"
#include "cli/stream/stream_session.hpp"

namespace devstack::cli {
namespace {

/// From the end of the output to the engine's word about the exit code.
constexpr Duration kPatience{10'000};

enum class Who { kExit, kSession };

/// What the container was made with.
struct Shape {
  bool tty = false, stdin_open = false;
  bool stdin_once = false;  ///< its stdin ends with the first who attaches
};

Task<Shape> shape_of(engine::Client& client, std::string id) {
  const auto raw = co_await client.inspect_container_raw(std::move(id));
  Shape shape;
  if (raw) {
    shape.tty = (*raw)["Config"]["Tty"].as_bool();
    shape.stdin_open = (*raw)["Config"]["OpenStdin"].as_bool();
    shape.stdin_once = (*raw)["Config"]["StdinOnce"].as_bool();
  }
  co_return shape;
}

/// A process that waits for input repaints itself only when the size changes.
Task<void> resize_twice(engine::Client& client, std::string id, int columns, int rows) {
  co_await client.resize_container(id, columns, rows + 1);
  co_await client.resize_container(id, columns, rows);
}

Task<int> session_of(EngineSession& engine, io::HttpStream& stream, std::string id, Shape shape,
                     const AttachArguments& arguments, std::string detach_keys) {
  engine::Client& client = engine.client;
  StreamSession session{stream};
  if (!shape.stdin_once) session.input = StreamSession::Input::kKeptOpen;
  if (!shape.stdin_open) session.input = StreamSession::Input::kNone;
  if (shape.tty) {
    session.output = StreamSession::Output::kTerminal;
    session.detach_keys = std::move(detach_keys);
    session.resize = [&client, id, first = true](int columns, int rows) mutable {
      return std::exchange(first, false) ? resize_twice(client, id, columns, rows)
                                         : client.resize_container(id, columns, rows);
    };
  }
  if (arguments.sig_proxy) {
    session.forward = [&client, id](std::string signal) {
      return client.kill_container(id, std::move(signal));
    };
  }
  const auto end = co_await run_stream_session(engine.loop, std::move(session));
  co_return end == SessionEnd::kDetached ? 1 : 0;
}

Task<ExitCode> attach(const CommandContext& context, EngineSession& engine,
                      const model::Stack& stack, const AttachArguments& arguments) {
  const std::string keys = chosen_detach_keys(context, arguments.detach_keys);
  const std::string bytes = detach_bytes(keys);
  const auto found =
      co_await find_running_container(engine, stack, arguments.service, arguments.index);
  Shape shape = co_await shape_of(engine.client, found.id);
  if (arguments.no_stdin) shape.stdin_open = false;
  std::unique_ptr<io::HttpStream> stream;  // outlives the tasks that read it
  TaskSet<Who, int> tasks;
  tasks.add(Who::kExit, engine.client.wait_container(found.id));
  engine::AttachRequest request;
  request.stdin_too = shape.stdin_open;
  request.detach_keys = keys;
  stream = co_await engine.client.attach_container(found.id, std::move(request));
  tasks.add(Who::kSession, session_of(engine, *stream, found.id, shape, arguments, bytes));
  std::optional<int> code;
  for (;;) {
    auto next = co_await tasks.next();
    const int result = next.task.take();
    if (next.key == Who::kExit) {
      code = result;
      continue;
    }
    if (result != 0) co_return ExitCode::kOk;
    break;
  }
  if (!code) {
    auto exit = tasks.next();
    auto limited = io::with_deadline(static_cast<Clock&>(engine.loop), kPatience, std::move(exit));
    auto ended = co_await limited;
    // Output without an end of the process: the engine let go of us.
    if (!ended) co_return ExitCode::kOk;
    code = ended->task.take();
  }
  co_return static_cast<ExitCode>(*code);
}

}  // namespace

ExitCode run_attach(const CommandContext& context, const AttachArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, {arguments.service});
  return engine.loop.run(attach(context, engine, loaded.stack, arguments));
}

}  // namespace devstack::cli

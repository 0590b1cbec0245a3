// Attached before the start, so that no output is lost; listening before it, so that the exit code
// is known though the engine removes the container at once.
#include "cli/converge/one_off_session.hpp"

#include <fmt/format.h>

#include <optional>

#include "cli/converge/await_event.hpp"
#include "cli/stream/detach_keys.hpp"
#include "cli/stream/stream_session.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

/// From the end of the output to the engine's word about the exit code.
constexpr Duration kPatience{10'000};

struct Fate {
  Event listening, ended, removed;
  std::optional<int> exit_code;
};

enum class Who { kEvents, kWait };

Task<bool> listen(engine::Client& client, std::string slug, Fate& fate) {
  const std::vector<std::string> labels{std::string(model::labels::kSlug) + "=" + slug};
  const std::vector<std::string> actions{"die", "destroy"};
  const engine::Client::EventSink sink = [&fate](const engine::EngineEvent& event) {
    if (event.action == "destroy") fate.removed.set();
    if (!event.exit_code) return;
    fate.exit_code = event.exit_code;
    fate.ended.set();
  };
  co_await client.stream_container_events(labels, actions, &fate.listening, sink);
  co_return false;
}

/// The next of the two to finish; throws when the engine's events end.
Task<void> wait_beside_events(TaskSet<Who, bool>& tasks, Task<bool> waiting) {
  tasks.add(Who::kWait, std::move(waiting));
  auto finished = co_await tasks.next();
  finished.task.take();
}

Task<SessionEnd> attend(EngineSession& engine, io::HttpStream& stream,
                        const OneOffContainer& container) {
  engine::Client& client = engine.client;
  StreamSession session{stream};
  if (!container.stdin_open) session.input = StreamSession::Input::kNone;
  if (container.tty) {
    session.output = StreamSession::Output::kTerminal;
    session.detach_keys = detach_bytes(container.detach_keys);
    session.resize = [&client, id = container.id](int columns, int rows) {
      return client.resize_container(id, columns, rows);
    };
  }
  session.forward = [&client, id = container.id](std::string signal) {
    return client.kill_container(id, std::move(signal));
  };
  return run_stream_session(engine.loop, std::move(session));
}

void say_that_it_runs(const OneOffContainer& container) {
  write_error(
      fmt::format("{} goes on running: docker attach {}\n", container.name, container.name));
}

}  // namespace

Task<void> start_one_off(engine::Client& client, OneOffContainer container) {
  std::string refusal;
  try {
    co_await client.start_container(container.id);
    co_return;
  } catch (const engine::EngineError& error) {
    if (error.status() < 400) throw;
    refusal = error.daemon_message();
  }
  co_await client.remove_container(container.id, engine::Client::AnonymousVolumes::kRemove);
  Error failed(ExitCode::kFailed, "DS3105",
               fmt::format("{}: its one-off container cannot be started", container.service),
               "devstack explain DS3105");
  failed.add_detail("engine  " + refusal);
  throw failed;
}

Task<ExitCode> run_one_off(EngineSession& engine, OneOffContainer container) {
  Fate fate;
  TaskSet<Who, bool> tasks;
  tasks.add(Who::kEvents, listen(engine.client, container.slug, fate));
  co_await wait_beside_events(tasks, await_event(engine.loop, fate.listening));
  engine::AttachRequest request;
  request.stdin_too = container.stdin_open;
  request.detach_keys = container.detach_keys;
  const auto stream = co_await engine.client.attach_container(container.id, std::move(request));
  co_await start_one_off(engine.client, container);

  const SessionEnd end = co_await attend(engine, *stream, container);
  if (end == SessionEnd::kDetached) {
    say_that_it_runs(container);
    co_return ExitCode::kOk;
  }
  co_await wait_beside_events(tasks, await_event_for(engine.loop, fate.ended, kPatience));
  if (!fate.exit_code) {
    const auto details = co_await engine.client.inspect_container(container.id);
    if (details && details->running) {
      say_that_it_runs(container);
      co_return ExitCode::kOk;
    }
    if (details) co_return static_cast<ExitCode>(details->exit_code);
    throw Error(ExitCode::kFailed, "DS1004",
                fmt::format("the engine does not say how {} ended", container.name),
                "devstack logs " + container.service);
  }
  if (container.auto_remove) {
    co_await wait_beside_events(tasks, await_event_for(engine.loop, fate.removed, kPatience));
  }
  co_return static_cast<ExitCode>(*fate.exit_code);
}

}  // namespace devstack::cli

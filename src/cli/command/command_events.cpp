// `devstack events`: what happens to the project's containers, until Ctrl-C or --until.
#include <algorithm>
#include <csignal>
#include <utility>

#include "cli/commands.hpp"
#include "cli/converge/process_events.hpp"
#include "cli/logs/event_lines.hpp"
#include "cli/parse/parse_values.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/host_view.hpp"
#include "devstack/io/file_watcher.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

bool is_wanted(const engine::EngineEvent& event, const std::vector<std::string>& services) {
  const auto& attributes = event.attributes;
  if (event.type != "container" && event.type != "process") return false;
  const auto one_off = attributes.find(model::labels::kOneOff);
  if (one_off != attributes.end() && one_off->second == "True") return false;
  const auto service = attributes.find(model::labels::kService);
  return services.empty() ||
         (service != attributes.end() &&
          std::find(services.begin(), services.end(), service->second) != services.end());
}

Task<ExitCode> stream(EngineSession& engine, const model::Stack& stack,
                      const EventsArguments& arguments) {
  co_await engine.client.connect();
  const auto now = engine.loop.system_now();
  std::string since = parse_log_time("--since", arguments.since, now);
  std::string until = parse_log_time("--until", arguments.until, now);
  std::vector<std::string> filters{std::string(model::labels::kProject) + "=" + stack.project};
  engine::Client::EventSink sink = [&arguments](const engine::EngineEvent& event) {
    if (!is_wanted(event, arguments.services)) return;
    write_output(arguments.json ? event_json(event) : event_line(event));
  };
  co_await engine.client.events_between(std::move(filters), std::move(since), std::move(until),
                                        std::move(sink));
  co_return ExitCode::kOk;
}

/// What happens from now on: supervisors write it into their records.
Task<ExitCode> stream_processes(EngineSession& engine, const host::StateStore& state,
                                const EventsArguments& arguments) {
  const host::ProcessRecords records(state.directory());
  io::FileWatcher files(engine.loop);
  files.add(records.folder());
  ProcessRecordMap before = records.read();
  for (;;) {
    co_await files.next();
    ProcessRecordMap now = records.read();
    for (const auto& event : process_events(before, now, engine.loop.system_now())) {
      if (!is_wanted(event, arguments.services)) continue;
      write_output(arguments.json ? event_json(event) : event_line(event));
    }
    before = std::move(now);
  }
}

Task<ExitCode> interruption(EngineSession& engine) {
  static constexpr std::initializer_list<int> kSignals = {SIGINT};
  co_await engine.loop.next_signal(kSignals);
  co_return ExitCode::kInterrupted;
}

Task<ExitCode> events(const CommandContext& context, EngineSession& engine,
                      const model::Stack& stack, const EventsArguments& arguments) {
  const auto project = co_await open_project(engine, stack, context.environment);
  TaskSet<bool, ExitCode> race;
  race.add(false, interruption(engine));
  race.add(true, stream(engine, stack, arguments));
  if (has_processes(stack)) race.add(true, stream_processes(engine, project.state, arguments));
  auto finished = co_await race.next();
  co_return finished.task.take();
}

}  // namespace

ExitCode run_events(const CommandContext& context, const EventsArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  return engine.loop.run(events(context, engine, loaded.stack, arguments));
}

}  // namespace devstack::cli

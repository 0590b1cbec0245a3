// `devstack events`: what happens to the project's containers, until Ctrl-C or --until.
#include <algorithm>
#include <csignal>

#include "cli/commands.hpp"
#include "cli/engine_session.hpp"
#include "cli/event_lines.hpp"
#include "cli/parse_values.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

bool is_wanted(const engine::EngineEvent& event, const std::vector<std::string>& services) {
  const auto& attributes = event.attributes;
  if (event.type != "container") return false;
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

Task<ExitCode> interruption(EngineSession& engine) {
  static constexpr std::initializer_list<int> kSignals = {SIGINT};
  co_await engine.loop.next_signal(kSignals);
  co_return ExitCode::kInterrupted;
}

Task<ExitCode> events(EngineSession& engine, const model::Stack& stack,
                      const EventsArguments& arguments) {
  TaskSet<bool, ExitCode> race;
  race.add(false, interruption(engine));
  race.add(true, stream(engine, stack, arguments));
  auto finished = co_await race.next();
  co_return finished.task.take();
}

}  // namespace

ExitCode run_events(const CommandContext& context, const EventsArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  return engine.loop.run(events(engine, loaded.stack, arguments));
}

}  // namespace devstack::cli

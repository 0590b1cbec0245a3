// `devstack logs`: the logs of several containers in one stream. With -f also of containers that
// are made later: a recreated service does not fall silent.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <set>

#include "cli/commands.hpp"
#include "cli/engine_session.hpp"
#include "cli/log_lines.hpp"
#include "cli/parse_values.hpp"
#include "cli/pick_services.hpp"
#include "devstack/base/text.hpp"
#include "devstack/host/log_tail.hpp"
#include "devstack/host/process_record.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

constexpr Duration kLookAgain{1'000};
constexpr Duration kReadAgain{100};  ///< of a host process's log

std::regex compile(const std::string& pattern) {
  try {
    return std::regex(pattern, std::regex::ECMAScript | std::regex::optimize);
  } catch (const std::regex_error& error) {
    throw UsageError(
        fmt::format("--grep takes a regular expression, not \"{}\": {}", pattern, error.what()));
  }
}

LogStyle make_style(const CommandContext& context, const LogsArguments& arguments) {
  LogStyle style;
  style.color = context.console.output.color == ui::Color::kAlways && !arguments.no_color;
  style.terminal = context.console.output_is_terminal;
  if (!arguments.grep.empty()) style.grep = compile(arguments.grep);
  style.filter.errors = arguments.errors;
  style.filter.level = parse_level(arguments.level);
  style.filter.fields = arguments.json_fields;
  style.ndjson = arguments.ndjson;
  return style;
}

/// "api", or "api-2" for a further container of a scaled service.
std::string display_name(const engine::ContainerSummary& container) {
  const std::string number = label(container, model::labels::kContainerNumber);
  const std::string service = label(container, model::labels::kService);
  return number.empty() || number == "1" ? service : service + "-" + number;
}

class LogFollower {
 public:
  LogFollower(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
              const LogsArguments& arguments, LogStyle style)
      : context_(context),
        engine_(engine),
        stack_(stack),
        arguments_(arguments),
        style_(std::move(style)) {
    const auto now = engine_.loop.system_now();
    request_.follow = arguments.follow;
    request_.timestamps = arguments.timestamps;
    request_.tail = arguments.tail;
    request_.since = parse_log_time("--since", arguments.since, now);
    request_.until = parse_log_time("--until", arguments.until, now);
  }

  Task<ExitCode> run() {
    const auto project = co_await open_project(engine_, stack_, context_.environment);
    TaskSet<bool, bool> streams;  // key: it is a stream, not a look for new containers
    const std::size_t processes = add_processes(streams, project.state);
    const std::size_t found = processes + co_await add_new(streams, request_);
    if (found == 0 && !arguments_.follow) co_return ExitCode::kNothingRuns;
    // A container that appears later is shown from its beginning.
    request_.tail = "all";
    request_.since.clear();
    if (arguments_.follow) streams.add(false, pause());
    while (!streams.empty()) {
      auto next = co_await streams.next();
      next.task.take();
      if (next.key) continue;
      add_processes(streams, project.state);
      co_await add_new(streams, request_);
      streams.add(false, pause());
    }
    co_return ExitCode::kOk;
  }

 private:
  Task<bool> pause() {
    co_await engine_.loop.sleep(kLookAgain);
    co_return true;
  }

  bool wanted(const std::string& service) const {
    const auto& names = arguments_.services;
    return names.empty() || std::find(names.begin(), names.end(), service) != names.end();
  }
  bool wanted(const engine::ContainerSummary& container) const {
    return wanted(label(container, model::labels::kService));
  }

  /// Logs of host processes that are not being read yet.
  std::size_t add_processes(TaskSet<bool, bool>& streams, const host::StateStore& state) {
    std::size_t added = 0;
    for (const auto& [service, record] : host::ProcessRecords(state.directory()).read()) {
      if (!wanted(service) || !known_.insert("process " + service).second) continue;
      if (!arguments_.no_prefix) {
        style_.prefix_width = std::max(style_.prefix_width, display_width(service));
      }
      streams.add(true, stream_process(service, record.log, colors_++, request_.tail));
      ++added;
    }
    return added;
  }

  /// With -f it never ends: the next start writes into the same file.
  Task<bool> stream_process(std::string service, std::string log, std::size_t color,
                            std::string tail) {
    host::LogReader reader(std::move(log));
    std::string lines;
    LineJoiner joiner([this, &lines, &service, color](engine::LogStream, std::string_view line) {
      lines += format_log_line(style_, service, color, line);
    });
    const std::size_t wanted_lines =
        tail == "all" ? host::LogReader::kAllLines : std::strtoull(tail.c_str(), nullptr, 10);
    std::string text = reader.read_existing(wanted_lines);
    while (true) {
      joiner.feed(engine::LogStream::kStdout, text);
      if (!arguments_.follow) joiner.finish();
      if (!lines.empty()) write_output(lines);
      lines.clear();
      if (!arguments_.follow) co_return true;
      if (text.empty()) co_await engine_.loop.sleep(kReadAgain);
      text = reader.read_more();
    }
  }

  Task<std::size_t> add_new(TaskSet<bool, bool>& streams, engine::LogRequest request) {
    const auto containers = co_await list_project(engine_.client, stack_);
    std::size_t added = 0;
    for (const auto& container : containers) {
      if (!wanted(container)) continue;
      if (!arguments_.no_prefix) {
        style_.prefix_width = std::max(style_.prefix_width, display_width(display_name(container)));
      }
    }
    for (const auto& container : containers) {
      // A stream ends with its container's run; a restart starts another.
      const bool follows_again = arguments_.follow && !open_.contains(container.id) &&
                                 known_.contains(container.id) && container.state == "running";
      const bool is_new = !known_.contains(container.id);
      if (!wanted(container) || (!is_new && !follows_again)) continue;
      auto mine = request;
      if (follows_again) mine.since = ended_.at(container.id);
      known_.insert(container.id);
      open_.insert(container.id);
      streams.add(true, stream(container.id, display_name(container), colors_++, mine));
      ++added;
    }
    co_return added;
  }

  Task<bool> stream(std::string id, std::string name, std::size_t color,
                    engine::LogRequest request) {
    std::string lines;  // of one piece: written at once
    LineJoiner joiner([this, &lines, &name, color](engine::LogStream, std::string_view line) {
      lines += format_log_line(style_, name, color, line);
    });
    const auto flush = [&lines] {
      if (!lines.empty()) write_output(lines);
      lines.clear();
    };
    const auto sink = [&joiner, &flush](engine::LogStream from, std::string_view piece) {
      joiner.feed(from, piece);
      flush();
    };
    engine::Client::LogSink log_sink = sink;
    co_await engine_.client.stream_logs(id, std::move(request), std::move(log_sink));
    joiner.finish();
    flush();
    open_.erase(id);
    const auto now = engine_.loop.system_now().time_since_epoch();
    ended_[id] =
        fmt::format("{}", std::chrono::duration_cast<std::chrono::seconds>(now).count() + 1);
    co_return true;
  }

  const CommandContext& context_;
  EngineSession& engine_;
  const model::Stack& stack_;
  const LogsArguments& arguments_;
  LogStyle style_;
  engine::LogRequest request_;
  std::set<std::string> known_, open_;
  std::map<std::string, std::string> ended_;  // id to when its stream ended
  std::size_t colors_ = 0;
};

/// Asks until the answer makes sense; the end of the input chooses all.
std::vector<std::string> pick(const CommandContext& context, const model::Stack& stack) {
  if (!context.console.input_is_terminal || context.global.no_input) {
    throw UsageError("--pick asks on a terminal, and there is none", "name the services instead");
  }
  std::vector<std::string> names;
  for (const auto& [name, service] : stack.services) names.push_back(name);
  write_error(pick_menu(names));
  std::string answer;
  while (true) {
    write_error("which (numbers, ranges or names; Enter for all)? ");
    if (!std::getline(std::cin, answer)) return names;
    if (const auto chosen = parse_pick(answer, names)) return *chosen;
  }
}

}  // namespace

ExitCode run_logs(const CommandContext& context, const LogsArguments& asked) {
  const auto style = make_style(context, asked);
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, asked.services);
  LogsArguments arguments = asked;
  if (arguments.pick) arguments.services = pick(context, loaded.stack);
  LogFollower follower(context, engine, loaded.stack, arguments, style);
  const auto code = engine.loop.run(follower.run());
  if (code == ExitCode::kNothingRuns) {
    write_error(fmt::format("nothing of {} exists\n", loaded.stack.project));
  }
  return code;
}

}  // namespace devstack::cli

// `devstack logs`: the logs of several containers and processes in one stream.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iostream>
#include <utility>

#include "cli/commands.hpp"
#include "cli/logs/log_follow.hpp"
#include "cli/logs/log_lines.hpp"
#include "cli/parse/parse_values.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/pick_services.hpp"

namespace devstack::cli {
namespace {

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

/// None stands for all.
std::function<bool(const std::string&)> any_of(std::vector<std::string> names) {
  return [names = std::move(names)](const std::string& service) {
    return names.empty() || std::find(names.begin(), names.end(), service) != names.end();
  };
}

LogView make_view(const CommandContext& context, const LogsArguments& arguments, SystemTime now) {
  LogView view;
  view.style = make_style(context, arguments);
  view.prefix = !arguments.no_prefix;
  view.index = arguments.index;
  view.request.follow = arguments.follow;
  view.request.timestamps = arguments.timestamps;
  view.request.tail = arguments.tail;
  view.request.since = parse_log_time("--since", arguments.since, now);
  view.request.until = parse_log_time("--until", arguments.until, now);
  view.wanted = any_of(arguments.services);
  return view;
}

Task<ExitCode> logs(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
                    LogView view) {
  const auto project = co_await open_project(engine, stack, context.environment);
  co_return co_await show_logs(engine, stack, project.state, std::move(view));
}

/// Asks until the answer makes sense; the end of the input chooses all.
std::vector<std::string> pick(const CommandContext& context, const model::Stack& stack) {
  if (!can_ask(context)) {
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
  EngineSession engine(context);
  auto view = make_view(context, asked, engine.loop.system_now());
  const auto loaded = load_running_project(context, engine, asked.services);
  if (asked.pick) view.wanted = any_of(pick(context, loaded.stack));
  const auto code = engine.loop.run(logs(context, engine, loaded.stack, std::move(view)));
  if (code == ExitCode::kNothingRuns) {
    write_error(fmt::format("nothing of {} exists\n", loaded.stack.project));
  }
  return code;
}

}  // namespace devstack::cli

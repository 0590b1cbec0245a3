// `devstack init`: what a fresh copy of a stack needs before its first `up`. Again: nothing.
#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/init_project.hpp"
#include "cli/project/load_project.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

/// Where the stack is, found without its variables: those may be what is missing.
std::string stack_folder(const CommandContext& context) {
  auto request = load_request(context, {});
  request.interpolate = false;
  return load::load_stack(request, load::system_files()).stack.directory;
}

void show(const InitStep& step) {
  write_output(fmt::format("{:<8} {}{}\n", word(step.result), terminal_safe(step.path),
                           step.text.empty() ? "" : "  " + terminal_safe(step.text)));
}

Task<std::string> ask_engine(EngineSession& engine) {
  co_await engine.client.connect();
  const auto info = co_await engine.client.info();
  co_return fmt::format("{} on {}, API {}", info.version, info.operating_system,
                        engine.client.api_version().to_string());
}

}  // namespace

ExitCode run_init(const CommandContext& context, const InitArguments& arguments) {
  const bool is_json = arguments.output == Output::kJson;
  std::vector<InitStep> steps;
  if (auto step = make_env_file(stack_folder(context))) steps.push_back(std::move(*step));
  if (!is_json) std::for_each(steps.begin(), steps.end(), show);
  const auto loaded = load_project(context, std::vector<std::string>{});
  for (auto& step : make_folders(loaded.stack)) {
    if (!is_json) show(step);
    steps.push_back(std::move(step));
  }
  EngineSession engine(context);
  const std::string found = engine.loop.run(ask_engine(engine));
  if (is_json) {
    write_output(to_json(init_json(loaded.stack, steps, found), 2) + "\n");
    return ExitCode::kOk;
  }
  write_output(fmt::format("{:<8} {}\n", "engine", terminal_safe(found)));
  const bool changed = std::any_of(steps.begin(), steps.end(), [](const InitStep& step) {
    return step.result == InitStep::Result::kCreated;
  });
  write_error(changed ? "devstack up starts it\n" : "nothing to do: devstack up starts it\n");
  return ExitCode::kOk;
}

}  // namespace devstack::cli

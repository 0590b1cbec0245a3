// `devstack exec`: a command in a service's container.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/find_containers.hpp"
#include "cli/stream/detach_keys.hpp"
#include "cli/stream/exec_session.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

engine::ExecRequest make_request(const CommandContext& context, const ExecArguments& arguments,
                                 ExecTerminal terminal) {
  engine::ExecRequest request;
  request.command = arguments.command;
  request.environment = arguments.environment;
  request.user = arguments.user;
  request.working_dir = arguments.working_dir;
  request.tty = terminal == ExecTerminal::kAttached;
  request.attach_stdin = !arguments.detach;
  request.privileged = arguments.privileged;
  request.detach = arguments.detach;
  request.detach_keys = chosen_detach_keys(context, "");
  return request;
}

Task<ExitCode> exec(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
                    const ExecArguments& arguments) {
  const auto found =
      co_await find_running_container(engine, stack, arguments.service, arguments.index);
  const std::string& container = found.id;
  const bool on_terminal = context.console.input_is_terminal && context.console.output_is_terminal;
  const auto terminal = on_terminal && !arguments.no_tty && !arguments.detach
                            ? ExecTerminal::kAttached
                            : ExecTerminal::kNone;
  auto request = make_request(context, arguments, terminal);
  if (arguments.detach) {
    constexpr Duration kAnswer{10'000};
    co_await engine.client.exec(container, std::move(request), kAnswer);
    co_return ExitCode::kOk;
  }
  const auto code = co_await run_exec_session(engine, container, std::move(request), terminal);
  if (!code) {
    throw Error(
        ExitCode::kFailed, "DS1004",
        fmt::format("the container of {} went away while the command ran", arguments.service),
        fmt::format("devstack ps {}", arguments.service));
  }
  co_return static_cast<ExitCode>(*code);
}

}  // namespace

ExitCode run_exec(const CommandContext& context, const ExecArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, {});
  return engine.loop.run(exec(context, engine, loaded.stack, arguments));
}

}  // namespace devstack::cli

// `devstack env`: exports of the running project, for `eval` in a shell.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/exports.hpp"
#include "cli/project/load_project.hpp"
#include "cli/show/explain_variable.hpp"
#include "cli/show/process_summary.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

Task<PublishedPorts> running_ports(const CommandContext& context, EngineSession& engine,
                                   const model::Stack& stack) {
  const auto project = co_await open_project(engine, stack, context.environment);
  co_return published_ports(co_await list_members(engine, stack, project.state));
}

}  // namespace

ExitCode run_env(const CommandContext& context, const EnvArguments& arguments) {
  if (!arguments.explain.empty()) {
    auto request = load_request(context, {});
    request.provenance = true;
    const auto loaded = load_project(context, request);
    write_output(arguments.format == EnvArguments::Format::kJson
                     ? variable_json(loaded, arguments.explain)
                     : variable_text(loaded, arguments.explain));
    return ExitCode::kOk;
  }
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, {});
  const auto ports = engine.loop.run(running_ports(context, engine, loaded.stack));
  std::vector<std::string> problems;
  const auto exports = resolve_exports(loaded.stack, ports, problems);
  for (const auto& problem : problems) write_error("warning: " + terminal_safe(problem) + "\n");
  if (loaded.stack.extension.exports.empty()) {
    write_error(fmt::format("{} declares no x-devstack.exports\n", loaded.stack.project));
  }
  write_output(exports_text(exports, arguments.format));
  const bool nothing = exports.empty() && !problems.empty();
  return nothing ? ExitCode::kNothingRuns : ExitCode::kOk;
}

}  // namespace devstack::cli

// `devstack graph`: tiers and edges of the stack, as text, Mermaid, DOT or JSON.
#include "cli/commands.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/load_project.hpp"
#include "cli/show/graph_text.hpp"
#include "cli/show/process_summary.hpp"
#include "cli/show/service_status.hpp"
#include "devstack/ui/glyphs.hpp"

namespace devstack::cli {
namespace {

/// As `ps` sees it: nothing is probed. Of several containers of a service the worst counts.
Task<LiveStates> look(const CommandContext& context, EngineSession& engine,
                      const model::Stack& stack) {
  const auto project = co_await open_project(engine, stack, context.environment);
  const auto members = co_await list_members(engine, stack, project.state);
  LiveStates live;
  for (const auto& row : service_statuses(stack, members, project.state.read("readiness"))) {
    const bool is_known = live.contains(row.service);
    if (is_known && row.state != ServiceState::kFailed) continue;
    const bool tells = !row.health_text.empty() && row.health_text != "-";
    live[row.service] = {row.state, row.implementation, tells ? row.health_text : row.state_text};
  }
  co_return live;
}

void show(const CommandContext& context, const model::Stack& stack, const GraphArguments& arguments,
          const LiveStates& live) {
  write_output(ui::in_charset(graph_text(stack, arguments.format, live),
                              arguments.format == GraphArguments::Format::kAscii
                                  ? context.console.output.glyphs
                                  : ui::Glyphs::kUnicode));
}

}  // namespace

ExitCode run_graph(const CommandContext& context, const GraphArguments& arguments) {
  if (!arguments.live) {
    const auto loaded = load_project(context, std::vector<std::string>{});
    show(context, loaded.stack, arguments, {});
    return ExitCode::kOk;
  }
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, {});
  show(context, loaded.stack, arguments, engine.loop.run(look(context, engine, loaded.stack)));
  return ExitCode::kOk;
}

}  // namespace devstack::cli

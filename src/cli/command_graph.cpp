// `devstack graph`: tiers and edges of the stack, as text, Mermaid, DOT or JSON.
#include "cli/commands.hpp"
#include "cli/graph_text.hpp"
#include "cli/load_project.hpp"

namespace devstack::cli {

ExitCode run_graph(const CommandContext& context, const GraphArguments& arguments) {
  const auto loaded = load_project(context, std::vector<std::string>{});
  write_output(ui::in_charset(graph_text(loaded.stack, arguments.format),
                              arguments.format == GraphArguments::Format::kAscii
                                  ? context.console.output.glyphs
                                  : ui::Glyphs::kUnicode));
  return ExitCode::kOk;
}

}  // namespace devstack::cli

// `devstack top`: the processes of each container, in one table.
#include <algorithm>
#include <map>

#include "cli/commands.hpp"
#include "cli/project/find_containers.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/ui/table.hpp"

namespace devstack::cli {
namespace {

struct Processes {
  std::string service, number;
  engine::ProcessTable table;
};

Task<std::vector<Processes>> look(EngineSession& engine, const model::Stack& stack,
                                  std::vector<std::string> services) {
  ContainerFilter filter;
  filter.services = std::move(services);
  filter.states = {"running", "paused"};
  const auto containers = co_await find_containers(engine, stack, std::move(filter));
  std::vector<Processes> all;
  for (const auto& container : containers) {
    auto table = co_await engine.client.container_processes(container.id);
    if (!table) continue;
    all.push_back({label(container, model::labels::kService),
                   label(container, model::labels::kContainerNumber), std::move(*table)});
  }
  co_return all;
}

/// Engines agree on the columns mostly; where not, each has its place and the rest show "-".
std::vector<std::string> titles_of(const std::vector<Processes>& all) {
  std::vector<std::string> titles;
  for (const auto& one : all) {
    for (const auto& title : one.table.titles) {
      if (std::find(titles.begin(), titles.end(), title) == titles.end()) titles.push_back(title);
    }
  }
  return titles;
}

std::string table_text(const std::vector<Processes>& all) {
  const auto titles = titles_of(all);
  std::vector<std::string> header{"SERVICE", "#"};
  header.insert(header.end(), titles.begin(), titles.end());
  ui::Table table(header);
  for (const auto& one : all) {
    for (const auto& row : one.table.rows) {
      std::vector<std::string> cells{one.service, one.number};
      for (const auto& title : titles) {
        const auto& own = one.table.titles;
        const auto column = static_cast<std::size_t>(
            std::distance(own.begin(), std::find(own.begin(), own.end(), title)));
        cells.push_back(column < row.size() ? row[column] : "-");
      }
      table.add(std::move(cells));
    }
  }
  return table.to_string();
}

}  // namespace

ExitCode run_top(const CommandContext& context, const TopArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  const auto all = engine.loop.run(look(engine, loaded.stack, arguments.services));
  for (const auto& name : arguments.services) {
    const bool shown = std::any_of(all.begin(), all.end(),
                                   [&name](const auto& one) { return one.service == name; });
    if (!shown) refuse_process(loaded.stack, name);
  }
  if (all.empty()) return ExitCode::kOk;
  write_output(table_text(all));
  return ExitCode::kOk;
}

}  // namespace devstack::cli

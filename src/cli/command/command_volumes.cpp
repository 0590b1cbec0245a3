// `devstack volumes`: the project's volumes that exist.
#include <algorithm>
#include <set>

#include "cli/commands.hpp"
#include "cli/data/unused_volumes.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/show/compose_volumes.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/ui/table.hpp"

namespace devstack::cli {
namespace {

/// Engine names of the volumes that the services mount; of all, where none is named.
std::set<std::string> mounted(const model::Stack& stack, const std::vector<std::string>& services) {
  std::set<std::string> names;
  for (const auto& service : services) {
    for (const auto& mount : stack.services.find(service)->second.volumes) {
      const auto volume = stack.volumes.find(mount.source);
      if (volume != stack.volumes.end()) names.insert(volume->second.name);
    }
  }
  return names;
}

Task<std::vector<engine::VolumeSummary>> look(EngineSession& engine, const model::Stack& stack,
                                              std::vector<std::string> services) {
  co_await engine.client.connect();
  std::vector<std::string> filters{std::string(model::labels::kProject) + "=" + stack.project};
  auto volumes = co_await engine.client.list_volumes(std::move(filters));
  const auto names = mounted(stack, services);
  std::erase_if(volumes, [&](const engine::VolumeSummary& volume) {
    return !services.empty() && !names.contains(volume.name);
  });
  std::sort(volumes.begin(), volumes.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  co_return volumes;
}

}  // namespace

ExitCode run_volumes(const CommandContext& context, const VolumesArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  const auto volumes = engine.loop.run(look(engine, loaded.stack, arguments.services));
  std::string text;
  const auto unused = unused_volumes(loaded.stack);
  const bool any_unused = std::any_of(volumes.begin(), volumes.end(), [&](const auto& volume) {
    return unused.contains(volume.name);
  });
  ui::Table table(any_unused ? std::vector<std::string>{"DRIVER", "VOLUME NAME", "USE"}
                             : std::vector<std::string>{"DRIVER", "VOLUME NAME"});
  for (const auto& volume : volumes) {
    if (arguments.names_only) {
      text += volume.name + "\n";
    } else if (arguments.output == Output::kJson) {
      text += to_json(compose_volume_entry(volume)) + "\n";
    }
    const auto why = unused.find(volume.name);
    std::vector<std::string> row{volume.driver, volume.name};
    if (any_unused) row.push_back(why == unused.end() ? "" : why->second);
    table.add(std::move(row));
  }
  const bool as_table = !arguments.names_only && arguments.output == Output::kTable;
  write_output(as_table ? table.to_string() : text);
  return ExitCode::kOk;
}

}  // namespace devstack::cli

// `devstack networks`: the project's networks, their address ranges and who is in them.
#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/console.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/show/network_table.hpp"
#include "devstack/base/text.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

Task<std::map<std::string, MemberFacts>> member_facts(EngineSession& engine,
                                                      const model::Stack& stack) {
  const auto containers = co_await list_project(engine.client, stack);
  std::map<std::string, MemberFacts> facts;
  for (const auto& container : containers) {
    if (container.state != "running") continue;
    const auto inspection = co_await engine.client.inspect_container_raw(container.id);
    MemberFacts& found = facts[container.id];
    found.service = label(container, model::labels::kService);
    if (inspection) found.aliases = aliases_of(*inspection);
  }
  co_return facts;
}

bool is_wanted(const std::vector<std::string>& names, const model::Network& network) {
  return names.empty() || std::ranges::find(names, network.key) != names.end() ||
         std::ranges::find(names, network.name) != names.end();
}

Task<std::vector<NetworkView>> look(EngineSession& engine, const model::Stack& stack,
                                    std::vector<std::string> names) {
  co_await engine.client.connect();
  const auto facts = co_await member_facts(engine, stack);
  std::vector<NetworkView> views;
  for (const auto& [key, network] : stack.networks) {
    if (!is_wanted(names, network)) continue;
    const auto details = co_await engine.client.inspect_network_details(network.name);
    views.push_back(network_view(network, details, facts));
  }
  co_return views;
}

void check_networks(const model::Stack& stack, const std::vector<std::string>& names) {
  std::vector<std::string> known;
  for (const auto& [key, network] : stack.networks) known.push_back(key);
  for (const auto& name : names) {
    const bool found = std::ranges::any_of(stack.networks, [&name](const auto& entry) {
      return entry.first == name || entry.second.name == name;
    });
    if (found) continue;
    const std::string guess = did_you_mean(name, known);
    throw UsageError(fmt::format("there is no network \"{}\" in project {}", name, stack.project),
                     guess.empty() ? "networks: " + join(known, ", ") : guess);
  }
}

}  // namespace

ExitCode run_networks(const CommandContext& context, const NetworksArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, {});
  check_networks(loaded.stack, arguments.networks);
  const auto networks = engine.loop.run(look(engine, loaded.stack, arguments.networks));
  if (arguments.output == Output::kJson) {
    write_output(to_json(network_json(loaded.stack, networks), 2) + "\n");
    return ExitCode::kOk;
  }
  const std::size_t columns =
      context.console.output_is_terminal ? context.console.output.columns : 0;
  write_output(network_table(networks, columns));
  return ExitCode::kOk;
}

}  // namespace devstack::cli

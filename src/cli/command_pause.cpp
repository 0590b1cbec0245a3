// `devstack pause` and `unpause`: processes are held and let go where they are.
#include <fmt/format.h>

#include "cli/act_on_containers.hpp"
#include "cli/commands.hpp"
#include "cli/find_containers.hpp"

namespace devstack::cli {
namespace {

Task<ExitCode> act_where(const CommandContext& context, EngineSession& engine,
                         const model::Stack& stack, std::vector<std::string> services,
                         std::string state, ContainerAct act) {
  ContainerFilter filter;
  filter.services = std::move(services);
  filter.states = {std::move(state)};
  filter.orphans = ContainerFilter::Orphans::kWithout;
  auto containers = co_await find_containers(engine, stack, std::move(filter));
  co_return co_await act_on(context, engine, std::move(containers), std::move(act));
}

}  // namespace

ExitCode run_pause(const CommandContext& context, const PauseArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  ContainerAct act;
  act.what = "paused";
  act.nothing = "nothing runs that could be paused";
  act.call = [](engine::Client& client, std::string id) {
    return client.pause_container(std::move(id));
  };
  return engine.loop.run(
      act_where(context, engine, loaded.stack, arguments.services, "running", std::move(act)));
}

ExitCode run_unpause(const CommandContext& context, const UnpauseArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  ContainerAct act;
  act.what = "unpaused";
  act.nothing = "nothing is paused";
  act.call = [](engine::Client& client, std::string id) {
    return client.unpause_container(std::move(id));
  };
  return engine.loop.run(
      act_where(context, engine, loaded.stack, arguments.services, "paused", std::move(act)));
}

}  // namespace devstack::cli

// `devstack pause` and `unpause`: processes are held and let go where they are.
#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/converge/act_on_containers.hpp"
#include "cli/project/find_containers.hpp"

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

/// One of the two commands: which containers it is about, and what it says and asks.
struct Hold {
  const char* state;
  const char* what;
  const char* nothing;
  Task<void> (engine::Client::*call)(std::string id);
};

ExitCode run_on(const CommandContext& context, const std::vector<std::string>& services,
                const Hold& hold) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, services);
  ContainerAct act;
  act.what = hold.what;
  act.nothing = hold.nothing;
  act.call = [call = hold.call](engine::Client& client, std::string id) {
    return (client.*call)(std::move(id));
  };
  return engine.loop.run(
      act_where(context, engine, loaded.stack, services, hold.state, std::move(act)));
}

}  // namespace

ExitCode run_pause(const CommandContext& context, const PauseArguments& arguments) {
  return run_on(
      context, arguments.services,
      {"running", "paused", "nothing runs that could be paused", &engine::Client::pause_container});
}

ExitCode run_unpause(const CommandContext& context, const UnpauseArguments& arguments) {
  return run_on(context, arguments.services,
                {"paused", "unpaused", "nothing is paused", &engine::Client::unpause_container});
}

}  // namespace devstack::cli

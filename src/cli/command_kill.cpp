// `devstack kill`: a signal to what runs.
#include <fmt/format.h>

#include "cli/act_on_containers.hpp"
#include "cli/commands.hpp"
#include "cli/find_containers.hpp"

namespace devstack::cli {
namespace {

Task<std::vector<engine::ContainerSummary>> running(EngineSession& engine,
                                                    const model::Stack& stack,
                                                    std::vector<std::string> services,
                                                    ContainerFilter::Orphans orphans) {
  ContainerFilter filter;
  filter.services = std::move(services);
  filter.states = {"running", "paused", "restarting"};
  filter.orphans = orphans;
  return find_containers(engine, stack, std::move(filter));
}

Task<void> kill_and_remove(engine::Client& client, std::string id, std::string signal) {
  co_await client.kill_container(id, std::move(signal));
  co_await client.remove_container(id, engine::Client::AnonymousVolumes::kKeep);
}

Task<ExitCode> kill(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
                    const KillArguments& arguments) {
  using Orphans = ContainerFilter::Orphans;
  auto containers = co_await running(engine, stack, arguments.services, Orphans::kWithout);
  std::vector<engine::ContainerSummary> orphans;
  if (arguments.remove_orphans) {
    std::vector<std::string> all;
    orphans = co_await running(engine, stack, std::move(all), Orphans::kOnly);
  }
  ContainerAct act;
  act.what = arguments.signal == "SIGKILL" ? "killed" : "signalled " + arguments.signal;
  act.nothing = fmt::format("nothing of {} runs", stack.project);
  act.call = [&arguments](engine::Client& client, std::string id) {
    return client.kill_container(std::move(id), arguments.signal);
  };
  if (!containers.empty() || orphans.empty()) {
    co_await act_on(context, engine, std::move(containers), act);
  }
  if (!orphans.empty()) {
    act.what = "removed";
    act.call = [&arguments](engine::Client& client, std::string id) {
      return kill_and_remove(client, std::move(id), arguments.signal);
    };
    co_await act_on(context, engine, std::move(orphans), act);
  }
  co_return ExitCode::kOk;
}

}  // namespace

ExitCode run_kill(const CommandContext& context, const KillArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  return engine.loop.run(kill(context, engine, loaded.stack, arguments));
}

}  // namespace devstack::cli

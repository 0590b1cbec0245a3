// `devstack kill`: a signal to what runs.
#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/converge/act_on_containers.hpp"
#include "cli/parse/parse_values.hpp"
#include "cli/project/find_containers.hpp"
#include "devstack/host/process_control.hpp"
#include "devstack/reconcile/observed.hpp"

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
  if (orphans == ContainerFilter::Orphans::kWithout) filter.one_offs = OneOffs::kWith;
  return find_containers(engine, stack, std::move(filter));
}

Task<void> kill_and_remove(engine::Client& client, std::string id, std::string signal) {
  co_await client.kill_container(id, std::move(signal));
  co_await client.remove_container(id, engine::Client::AnonymousVolumes::kKeep);
}

/// A supervisor starts what is killed again, as its `restart` says; `stop` is for good.
Task<std::size_t> signal_processes(const CommandContext& context, EngineSession& engine,
                                   const model::Stack& stack, const KillArguments& arguments) {
  const auto project = co_await open_project(engine, stack, context.environment);
  const host::ProcessRecords records(project.state.directory());
  std::size_t signalled = 0;
  for (const auto& [service, process] : reconcile::observe_processes(stack, project.state)) {
    const auto& named = arguments.services;
    if (!named.empty() && std::find(named.begin(), named.end(), service) == named.end()) continue;
    if (process.condition != host::ProcessCondition::kRunning) continue;
    const int number = parse_signal("--signal", arguments.signal);
    const bool sent = co_await host::signal_process(engine.loop, records, process.record, number);
    if (!sent) continue;
    ++signalled;
    write_error(fmt::format("process {} of {} signalled {}\n", process.record.process.pid, service,
                            arguments.signal));
  }
  co_return signalled;
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
  const std::size_t signalled = co_await signal_processes(context, engine, stack, arguments);
  if (!containers.empty() || (orphans.empty() && signalled == 0)) {
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
  refuse_several_projects(context, engine, loaded.stack, "kill");
  return engine.loop.run(kill(context, engine, loaded.stack, arguments));
}

}  // namespace devstack::cli

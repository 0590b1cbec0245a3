// `devstack wait`: until services end, start, or are ready.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "cli/check/health_check.hpp"
#include "cli/commands.hpp"
#include "cli/project/find_containers.hpp"
#include "cli/project/project_changes.hpp"
#include "devstack/host/process_control.hpp"
#include "devstack/io/file_watcher.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::cli {
namespace {

constexpr Duration kProbeAgain{500};
constexpr Duration kLookAnyhow{2'000};

struct End {
  std::string id;
  int code = 0;
  const char* kind = "container";
};

Task<End> end_of(EngineSession& engine, std::string id) {
  End end;
  end.id = id;
  end.code = co_await engine.client.wait_container(std::move(id));
  co_return end;
}

/// Until it has ended for good: a pause before its next start is no end. A supervisor writes the
/// record; one that was killed does not, so the record is read now and then all the same.
Task<End> end_of_process(EngineSession& engine, const host::StateStore& state,
                         std::string service) {
  const host::ProcessRecords files_of(state.directory());
  io::FileWatcher files(engine.loop);
  files.add(files_of.folder());
  for (;;) {
    const auto records = files_of.read();
    const auto found = records.find(service);
    if (found == records.end()) co_return End{service, 0, "process"};
    if (host::condition_of(found->second) == host::ProcessCondition::kEnded) {
      co_return End{service, found->second.exit_code, "process"};
    }
    auto change = files.next();
    auto limited =
        io::with_deadline(static_cast<Clock&>(engine.loop), kLookAnyhow, std::move(change));
    co_await limited;
  }
}

/// Compose's words; the code is that of the first container that ended otherwise than with 0.
Task<ExitCode> wait_for_end(const CommandContext& context, EngineSession& engine,
                            const model::Stack& stack, const WaitArguments& arguments) {
  ContainerFilter filter;
  filter.services = arguments.services;
  const auto containers = co_await find_containers(engine, stack, std::move(filter));
  const auto project = co_await open_project(engine, stack, context.environment);
  const auto processes = reconcile::observe_processes(stack, project.state);
  TaskSet<bool, End> ends;
  for (const auto& service : arguments.services) {
    if (!processes.contains(service)) continue;
    ends.add(true, end_of_process(engine, project.state, service));
  }
  if (containers.empty() && ends.empty()) {
    throw Error(ExitCode::kNothingRuns, "DS1003",
                fmt::format("{} has no container to wait for", arguments.services.front()),
                "devstack up");
  }
  for (const auto& container : containers) ends.add(true, end_of(engine, container.id));
  int code = 0;
  while (!ends.empty()) {
    auto finished = co_await ends.next();
    const End end = finished.task.take();
    write_output(fmt::format("{} \"{}\" exited with status code {}\n", end.kind, end.id, end.code));
    if (code == 0) code = end.code;
    if (arguments.down_project) break;
  }
  co_return static_cast<ExitCode>(code);
}

/// Every named service has a container, or a process, that was started.
Task<bool> all_started(EngineSession& engine, const host::StateStore& state,
                       const model::Stack& stack, const WaitArguments& arguments) {
  ContainerFilter filter;
  filter.services = arguments.services;
  const auto containers = co_await find_containers(engine, stack, std::move(filter));
  std::set<std::string> missing(arguments.services.begin(), arguments.services.end());
  for (const auto& [service, process] : reconcile::observe_processes(stack, state)) {
    missing.erase(service);
  }
  for (const auto& container : containers) {
    if (container.state != "created") missing.erase(label(container, model::labels::kService));
  }
  co_return missing.empty();
}

Task<ExitCode> wait_for_start(const CommandContext& context, EngineSession& engine,
                              const model::Stack& stack, const WaitArguments& arguments) {
  const auto project = co_await open_project(engine, stack, context.environment);
  std::function<Task<bool>()> look = [&] {
    return all_started(engine, project.state, stack, arguments);
  };
  co_await look_until(engine, stack, project.state, kLookAnyhow, std::move(look));
  co_return ExitCode::kOk;
}

Task<bool> all_healthy(EngineSession& engine, const ProjectOnEngine& project,
                       const model::Stack& stack, const WaitArguments& arguments) {
  const auto report = co_await check_health(engine, project, stack, arguments.services);
  co_return report.ok();
}

/// That a probe would pass now no engine tells.
Task<ExitCode> wait_for_health(const CommandContext& context, EngineSession& engine,
                               const model::Stack& stack, const WaitArguments& arguments) {
  const auto project = co_await open_project(engine, stack, context.environment);
  std::function<Task<bool>()> look = [&] { return all_healthy(engine, project, stack, arguments); };
  co_await look_until(engine, stack, project.state, kProbeAgain, std::move(look));
  co_return ExitCode::kOk;
}

Task<ExitCode> wait(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
                    const WaitArguments& arguments) {
  switch (arguments.what) {
    case WaitArguments::For::kStopped:
      return wait_for_end(context, engine, stack, arguments);
    case WaitArguments::For::kStarted:
      return wait_for_start(context, engine, stack, arguments);
    case WaitArguments::For::kHealthy:
      return wait_for_health(context, engine, stack, arguments);
  }
  return wait_for_end(context, engine, stack, arguments);
}

}  // namespace

ExitCode run_wait(const CommandContext& context, const WaitArguments& arguments) {
  ExitCode code = ExitCode::kOk;
  {
    EngineSession engine(context);
    const auto loaded = load_running_project(context, engine, arguments.services);
    code = engine.loop.run(wait(context, engine, loaded.stack, arguments));
  }
  if (arguments.down_project) {
    const auto down = run_down(context, DownArguments{});
    if (down != ExitCode::kOk) return down;
  }
  return code;
}

}  // namespace devstack::cli

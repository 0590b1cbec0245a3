#include "cli/data/data_work.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <exception>
#include <set>

#include "cli/converge/converge.hpp"
#include "cli/converge/run_summary.hpp"
#include "cli/converge/take_down.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/data/backup_plan.hpp"
#include "devstack/data/errors.hpp"
#include "devstack/data/helper_container.hpp"
#include "devstack/data/job_marks.hpp"
#include "devstack/data/journal.hpp"
#include "devstack/graph/dependency_graph.hpp"
#include "devstack/host/paths.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/reconcile/mock_service.hpp"

namespace devstack::cli {
namespace {

bool is_running(const reconcile::ObservedContainer& container) {
  return container.state == "running" || container.state == "restarting" ||
         container.state == "paused";
}

std::vector<std::string> keys_of(const model::Stack& stack,
                                 const std::vector<std::string>& volumes) {
  std::vector<std::string> keys;
  for (const auto& [key, volume] : stack.volumes) {
    if (std::ranges::find(volumes, volume.name) != volumes.end()) keys.push_back(key);
  }
  return keys;
}

/// Work on other volumes would cover up that these are not whole.
void refuse_other_unfinished(const DataWork& work, const std::vector<std::string>& volumes) {
  const auto note = data::read_unfinished(work.locked.project.state);
  if (!note) return;
  const bool covered = std::ranges::all_of(note->volumes, [&volumes](const std::string& name) {
    return std::ranges::find(volumes, name) != volumes.end();
  });
  if (!covered) data::refuse_unfinished(work.locked.project.state);
}

Task<void> look_again(const DataWork& work) {
  const reconcile::ObserveRequest request{reconcile::ObserveRequest::Images::kNone};
  work.locked.observed = co_await reconcile::observe(work.engine.client, work.stack,
                                                     work.locked.project.state, request);
}

}  // namespace

data::Workshop DataWork::workshop() const {
  return {engine.client, engine.loop, stack, locked.project.state,
          host::find_install_paths().mock_binary};
}

Task<void> prepare_data_work(const DataWork& work, std::vector<std::string> volumes) {
  const auto workshop = work.workshop();
  refuse_other_unfinished(work, volumes);
  co_await data::sweep(workshop);
  for (const std::string& volume : volumes) {
    const auto users = co_await workshop.client.list_volume_users(volume);
    for (const auto& user : users) {
      if (label(user, model::labels::kProject) == work.stack.project) continue;
      if (user.state == "running") throw data::volume_in_use(volume, user.name);
    }
  }
}

void let_signals_end_the_process() {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) std::signal(number, SIG_DFL);
}

std::vector<std::string> running_of(const reconcile::Observed& observed,
                                    const std::vector<std::string>& services) {
  std::set<std::string> running;
  for (const auto& container : observed.containers) {
    const bool chosen = std::ranges::find(services, container.service) != services.end();
    if (chosen && !container.one_off && is_running(container)) running.insert(container.service);
  }
  for (const auto& [service, process] : observed.processes) {
    const bool chosen = std::ranges::find(services, service) != services.end();
    if (chosen && process.condition != host::ProcessCondition::kEnded) running.insert(service);
  }
  return {running.begin(), running.end()};
}

std::vector<std::string> running_writers(const DataWork& work,
                                         const std::vector<std::string>& volumes,
                                         Dependents dependents) {
  auto services = data::users_of(work.stack, keys_of(work.stack, volumes));
  if (dependents == Dependents::kWith) {
    const auto users = services;
    for (const auto& user : users) {
      for (const auto& name : graph::dependents(work.stack, user)) services.push_back(name);
    }
  }
  return running_of(work.locked.observed, services);
}

Task<void> stop_writers(const DataWork& work, std::vector<std::string> services, std::string verb) {
  if (services.empty()) co_return;
  reconcile::StopOptions options;
  options.services = services;
  const auto plan = reconcile::plan_stop(work.stack, work.locked.observed, options);
  WayDown way{std::move(verb), "nothing to stop", "stopped " + count_stops(plan), "",
              "not everything could be stopped"};
  const auto code = co_await carry_out(work.context, work.engine, work.locked.project, work.stack,
                                       work.locked.observed, plan, std::move(way));
  let_signals_end_the_process();
  co_await look_again(work);
  if (code != ExitCode::kOk || !running_of(work.locked.observed, services).empty()) {
    throw data::copy_failed("what writes the data could not be stopped");
  }
}

Task<ExitCode> start_writers(const DataWork& work, std::vector<std::string> services,
                             std::string verb) {
  // What a killed run had asked the engine for may have come after the sweep at the begin.
  const auto workshop = work.workshop();
  co_await data::sweep_helpers(workshop);
  if (services.empty()) co_return ExitCode::kOk;
  const reconcile::ObserveRequest everything;
  work.locked.observed = co_await reconcile::observe(work.engine.client, work.stack,
                                                     work.locked.project.state, everything);
  reconcile::UpOptions options;
  options.services = std::move(services);
  options.dependencies = false;
  const reconcile::ImplementedStack implemented(
      work.stack, reconcile::running_mocks(work.stack, work.locked.observed));
  const auto plan = reconcile::plan_start(implemented.get(), work.locked.observed, options);
  WayUp way{std::move(options), std::move(verb), work.engine.loop.now()};
  co_return co_await carry_out(work.context, work.engine, work.locked.project, implemented.get(),
                               work.locked.observed, plan, std::move(way));
}

Task<void> require_space_for(const DataWork& work, std::vector<reconcile::ObservedVolume> volumes,
                             std::int64_t more) {
  if (volumes.empty()) co_return;
  const auto workshop = work.workshop();
  const auto survey = co_await data::survey_volumes(workshop, names_of(volumes));
  data::require_space(survey.bytes + more, survey.free);
}

Task<data::Snapshot> keep_volumes(const DataWork& work, Keeping keeping) {
  data::Snapshot draft;
  draft.name = keeping.name;
  draft.kind = keeping.kind;
  draft.reason = keeping.reason;
  draft.jobs = data::current_marks(work.stack, work.locked.observed);
  for (const auto& volume : keeping.volumes) {
    draft.volumes.push_back({volume.key, volume.name, "", volume.created_at, 0, 0});
  }
  const auto workshop = work.workshop();
  co_return co_await data::save_snapshot(workshop, std::move(draft));
}

Task<std::string> keep_way_back(const DataWork& work,
                                std::vector<reconcile::ObservedVolume> volumes,
                                std::string reason) {
  if (volumes.empty()) co_return std::string();
  if (const auto note = data::read_unfinished(work.locked.project.state)) {
    const auto workshop = work.workshop();
    const auto list = co_await data::list_snapshots(workshop);
    const data::Snapshot* undo = list.find(note->undo);
    const bool covers =
        undo != nullptr && std::ranges::all_of(volumes, [&](const auto& volume) {
          return std::ranges::find(undo->volumes, volume.name, &data::VolumeCopy::source) !=
                 undo->volumes.end();
        });
    if (covers) co_return note->undo;
  }
  Keeping keeping{std::move(volumes), "", std::move(reason), data::SnapshotKind::kAutomatic};
  const auto snapshot = co_await keep_volumes(work, std::move(keeping));
  co_return snapshot.name;
}

void say_way_back(const CommandContext& context, const std::string& snapshot) {
  if (snapshot.empty()) return;
  std::string project;
  if (!context.global.project_name.empty()) project = " -p " + context.global.project_name;
  write_error(fmt::format("to undo: devstack{} snapshot restore {}\n", project, snapshot));
}

bool may_change_data(const CommandContext& context, bool yes, const std::string& command,
                     const std::string& what, const std::string& question) {
  if (!context.global.quiet) write_error(what);
  if (yes) return true;
  if (!can_ask(context)) {
    throw data::not_asked(command, "does it without a question");
  }
  return ask(question);
}

std::vector<reconcile::ObservedVolume> existing(const reconcile::Observed& observed,
                                                const std::vector<std::string>& names) {
  std::vector<reconcile::ObservedVolume> volumes;
  for (const std::string& name : names) {
    const auto found = observed.volumes.find(name);
    if (found != observed.volumes.end()) volumes.push_back(found->second);
  }
  return volumes;
}

Task<void> start_again_after_failure(const DataWork& work, Task<void> part,
                                     std::vector<std::string> services, std::string verb) {
  std::exception_ptr failure;
  try {
    co_await part;
  } catch (...) {
    failure = std::current_exception();
  }
  if (!failure) co_return;
  try {
    co_await start_writers(work, std::move(services), std::move(verb));
  } catch (const Error&) {
    // The first failure is the one to be told.
  }
  std::rethrow_exception(failure);
}

}  // namespace devstack::cli

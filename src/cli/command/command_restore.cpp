// `devstack restore FILE`: a backup put back. Everything is verified before anything is touched,
// what is there is kept first, and until the end a note says what is unfinished.
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/converge/converge.hpp"
#include "cli/converge/take_down.hpp"
#include "cli/data/restore_content.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/data/archive.hpp"
#include "devstack/data/backup_plan.hpp"
#include "devstack/data/compatibility.hpp"
#include "devstack/data/errors.hpp"
#include "devstack/data/exec_stream.hpp"
#include "devstack/data/volume_archive.hpp"
#include "devstack/graph/dependency_graph.hpp"

namespace devstack::cli {
namespace {

using data::BackupKind;
using Names = std::vector<std::string>;

const reconcile::ObserveRequest kNoImages{reconcile::ObserveRequest::Images::kNone};

/// A backup on its way back. The entries are indexes into the manifest.
struct Restoring {
  std::string file;
  data::Manifest manifest;
  std::vector<std::size_t> dumps, volumes;
  Names dump_services;  ///< to be run for their `restore`
  Names services;       ///< all that the entries are of
  Names copied_keys;    ///< volumes that are replaced as a whole
  Names changed_keys;   ///< these, and those of services with a dump
  Names kept;           ///< engine names of all volumes that change
};

Restoring plan_restore(const std::string& file, data::Manifest manifest, const model::Stack& stack,
                       const RestoreArguments& arguments) {
  Restoring plan;
  plan.file = file;
  plan.manifest = std::move(manifest);
  Names& changed = plan.changed_keys;
  for (const std::size_t index :
       data::choose_entries(file, plan.manifest, stack, arguments.services)) {
    const auto& entry = plan.manifest.entries[index];
    const auto add = [](Names& names, const std::string& name) {
      if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    };
    add(plan.services, entry.service);
    if (entry.kind == BackupKind::kVolume) {
      plan.volumes.push_back(index);
      plan.copied_keys.push_back(entry.volume_key);
      add(changed, entry.volume_key);
      continue;
    }
    plan.dumps.push_back(index);
    add(plan.dump_services, entry.service);
    const auto keys = data::own_volume_keys(stack, stack.services.find(entry.service)->second);
    if (keys.empty() && !arguments.no_snapshot) throw data::no_way_back(entry.service);
    for (const auto& key : keys) add(changed, key);
  }
  for (const auto& key : changed) plan.kept.push_back(stack.volumes.find(key)->second.name);
  return plan;
}

Task<void> check_versions(const DataWork& work, const Restoring& plan) {
  for (const auto& name : plan.services) {
    const auto& service = work.stack.services.find(name)->second;
    Names environment;
    for (const auto& container : work.locked.observed.containers) {
      if (container.service != name || container.one_off) continue;
      const auto details = co_await work.engine.client.inspect_container(container.id);
      if (details) environment = details->environment;
    }
    const std::string present = data::major_version(service.image, environment);
    for (const auto& entry : plan.manifest.entries) {
      if (entry.service != name || entry.major.empty() || present.empty()) continue;
      if (entry.major != present) {
        throw data::image_version_differs(name, entry.image + " (" + entry.major + ")",
                                          service.image + " (" + present + ")");
      }
    }
  }
}

Task<bool> confirmed(const DataWork& work, const RestoreArguments& arguments,
                     const Restoring& plan) {
  std::string what =
      fmt::format("restore {} ({}, {}) replaces the data of {}\n", plan.file, plan.manifest.project,
                  plan.manifest.created, join(plan.services, ", "));
  auto present = existing(work.locked.observed, plan.kept);
  if (!present.empty()) {
    const auto sizes = arguments.yes ? Sizes::kLeftOut : Sizes::kShown;
    what += co_await describe_volumes(work.engine, std::move(present), sizes);
  }
  co_return may_change_data(work.context, arguments.yes, "restore", what, "Replace it?");
}

Task<void> put_volumes(const DataWork& work, const Restoring& plan, const data::Spool& spool) {
  if (plan.volumes.empty()) co_return;
  const auto workshop = work.workshop();
  co_await make_missing_volumes(work, plan.copied_keys);
  const auto imported = co_await data::import_volumes(workshop, plan.manifest, spool, plan.volumes);
  std::vector<data::VolumePair> pairs;
  for (const auto& volume : imported) pairs.emplace_back(volume.copy, volume.source);
  co_await data::replace_content(workshop, std::move(pairs));
}

/// Brings up the services whose `restore` runs inside them, and what these require.
Task<void> start_for_dumps(const DataWork& work, const Restoring& plan) {
  UpArguments up;
  up.services = plan.dump_services;
  const auto began = work.engine.loop.now();
  const auto code = co_await converge_unfinished(work.context, work.engine, work.locked.project,
                                                 work.stack, up, began, "restore");
  let_signals_end_the_process();
  if (code != ExitCode::kOk) throw data::copy_failed("the services to restore do not start");
  work.locked.observed = co_await reconcile::observe(work.engine.client, work.stack,
                                                     work.locked.project.state, kNoImages);
}

Task<void> put_dumps(const DataWork& work, const Restoring& plan, const data::Spool& spool) {
  if (plan.dumps.empty()) co_return;
  co_await start_for_dumps(work, plan);
  const auto workshop = work.workshop();
  for (const std::size_t index : plan.dumps) {
    const auto& entry = plan.manifest.entries[index];
    std::string container;
    for (const auto& one : work.locked.observed.containers) {
      if (one.service == entry.service && !one.one_off) container = one.id;
    }
    data::DumpLine line{entry.service, container,
                        work.stack.services.find(entry.service)->second.extension.backup->restore};
    co_await data::restore_from_file(workshop, std::move(line), spool.payload(index));
  }
}

Task<void> put_back(const DataWork& work, const Restoring& plan, const data::Spool& spool) {
  co_await put_volumes(work, plan, spool);
  co_await put_dumps(work, plan, spool);
  settle_jobs(work, plan.manifest.jobs, plan.kept);
}

/// After a failure: what was there before comes back, so that a service has all of the old data or
/// all of the new.
Task<void> go_back(const DataWork& work, std::string undo) {
  const auto workshop = work.workshop();
  const auto list = co_await data::list_snapshots(workshop);
  const data::Snapshot* snapshot = list.find(undo);
  if (snapshot == nullptr) co_return;
  std::vector<data::VolumePair> pairs;
  Names sources;
  for (const auto& volume : snapshot->volumes) {
    pairs.emplace_back(volume.copy, volume.source);
    sources.push_back(volume.source);
  }
  work.locked.observed = co_await reconcile::observe(work.engine.client, work.stack,
                                                     work.locked.project.state, kNoImages);
  co_await stop_writers(work, running_writers(work, sources, Dependents::kWith), "restore");
  co_await data::replace_content(workshop, std::move(pairs));
  settle_jobs(work, snapshot->jobs, sources);
  data::forget_unfinished(work.locked.project.state);
  write_error("what was there before has been put back\n");
}

Task<void> put_back_or_go_back(const DataWork& work, const Restoring& plan,
                               const data::Spool& spool, std::string undo, Names stopped) {
  std::exception_ptr failure;
  try {
    co_await put_back(work, plan, spool);
  } catch (const Interrupted&) {
    throw;  // the note tells how to go on
  } catch (const Error&) {
    failure = std::current_exception();
  }
  if (!failure) co_return;
  if (!undo.empty()) {
    Task<void> going_back = go_back(work, std::move(undo));
    co_await going_back;
    co_await start_writers(work, std::move(stopped), "start");
  }
  std::rethrow_exception(failure);
}

Task<data::Manifest> unpack(EngineSession& engine, const std::string& file,
                            const data::Spool& spool) {
  data::Manifest manifest;
  std::function<void()> work = [&] { manifest = data::unpack_archive(file, spool); };
  co_await engine.loop.in_background(std::move(work));
  co_return manifest;
}

std::string same_again(const RestoreArguments& arguments, const std::string& file) {
  std::string command = "devstack restore";
  if (arguments.from_other) command += " --from-other";
  if (arguments.force_version) command += " --force-version";
  command += " " + shell_quote(file);
  for (const auto& service : arguments.services) command += " " + service;
  return command;
}

/// Services that run now and have to stop: those of the backup, all that write the same volumes,
/// and all that depend on any of them.
Names services_to_stop(const DataWork& work, const Restoring& plan) {
  Names names = running_writers(work, plan.kept, Dependents::kWith);
  Names others = plan.services;
  for (const auto& service : plan.services) {
    for (const auto& dependent : graph::dependents(work.stack, service))
      others.push_back(dependent);
  }
  for (const auto& name : running_of(work.locked.observed, others)) {
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

Task<ExitCode> restore(const CommandContext& context, EngineSession& engine,
                       const model::Stack& stack, const RestoreArguments& arguments) {
  auto locked = co_await lock_project(context, engine, stack, kNoImages);
  const DataWork work{context, engine, stack, locked};
  const std::string file = std::filesystem::absolute(arguments.file).string();
  const data::Spool spool(locked.project.state.directory() + "/spool");
  auto manifest = co_await unpack(engine, file, spool);
  data::check_project(
      file, manifest, stack,
      arguments.from_other ? data::OtherProject::kTake : data::OtherProject::kRefuse);
  const Restoring plan = plan_restore(file, std::move(manifest), stack, arguments);
  if (!plan.volumes.empty()) data::require_volume_archives(engine.client);
  if (!arguments.force_version) co_await check_versions(work, plan);
  [[maybe_unused]] const auto owned = own_targets(stack, locked.observed, plan.changed_keys);
  const bool goes_on = co_await confirmed(work, arguments, plan);
  if (!goes_on) {
    write_error("nothing was changed.\n");
    co_return ExitCode::kOk;
  }
  co_await prepare_data_work(work, plan.kept);
  auto present = existing(locked.observed, plan.kept);
  if (!arguments.no_snapshot) co_await require_space_for(work, present, plan.manifest.bytes() * 2);
  const auto stopped = services_to_stop(work, plan);
  co_await stop_writers(work, stopped, "restore");
  std::string undo;
  if (!arguments.no_snapshot) {
    undo = co_await keep_way_back(work, std::move(present), "before restore");
  }
  auto& state = locked.project.state;
  data::note_unfinished(state,
                        {"the restore of " + file, same_again(arguments, file), undo, plan.kept});
  co_await put_back_or_go_back(work, plan, spool, undo, stopped);
  data::forget_unfinished(state);
  const auto workshop = work.workshop();
  co_await data::sweep(workshop);
  co_await data::rotate_snapshots(workshop, undo);
  write_error(fmt::format("restored {} from {}\n", join(plan.services, ", "), file));
  say_way_back(context, undo);
  co_return co_await start_writers(work, stopped, "start");
}

}  // namespace

ExitCode run_restore(const CommandContext& context, const RestoreArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  refuse_several_projects(context, engine, loaded.stack, "restore");
  return engine.loop.run(restore(context, engine, loaded.stack, arguments));
}

}  // namespace devstack::cli

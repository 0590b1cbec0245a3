// `devstack backup`: the data of services in one verified file.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/commands.hpp"
#include "cli/converge/take_down.hpp"
#include "cli/data/data_work.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/data/archive.hpp"
#include "devstack/data/compatibility.hpp"
#include "devstack/data/errors.hpp"
#include "devstack/data/exec_stream.hpp"
#include "devstack/data/journal.hpp"
#include "devstack/data/volume_archive.hpp"
#include "devstack/engine/tar_file.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

using data::BackupItem;
using data::BackupKind;

const reconcile::ObservedContainer* container_of(const reconcile::Observed& observed,
                                                 const std::string& service) {
  for (const auto& container : observed.containers) {
    if (container.service == service && !container.one_off) return &container;
  }
  return nullptr;
}

/// What a mock holds is nothing that anybody would want back.
void leave_out_mocks(const reconcile::Observed& observed, std::vector<BackupItem>& items) {
  std::erase_if(items, [&observed](const BackupItem& item) {
    const auto* container = container_of(observed, item.service);
    const bool is_mock =
        container != nullptr && container->labels.contains(model::labels::kMockSpec);
    if (is_mock) write_error(fmt::format("left out: {} runs as a mock\n", item.service));
    return is_mock;
  });
}

/// The running container that a dump runs in. Throws Error DS1003 (exit 3).
std::string dump_container(const reconcile::Observed& observed, const std::string& service) {
  const auto* container = container_of(observed, service);
  if (container != nullptr && container->state == "running") return container->id;
  throw Error(ExitCode::kNothingRuns, "DS1003", fmt::format("{} does not run", service),
              "its dump runs inside it: devstack up " + service);
}

/// Engine names of the volumes that are copied.
std::vector<std::string> copied_volumes(const model::Stack& stack,
                                        const reconcile::Observed& observed,
                                        std::vector<BackupItem>& items) {
  std::vector<std::string> names;
  std::erase_if(items, [&](const BackupItem& item) {
    if (item.kind != BackupKind::kVolume) return false;
    const auto& volume = stack.volumes.find(item.volume_key)->second;
    const auto found = observed.volumes.find(volume.name);
    const bool is_there =
        found != observed.volumes.end() && found->second.ownership == reconcile::Ownership::kOurs;
    if (is_there) names.push_back(volume.name);
    if (!is_there) write_error(fmt::format("left out: volume {} does not exist\n", volume.name));
    return !is_there;
  });
  return names;
}

Task<data::Manifest> describe(const DataWork& work, std::vector<BackupItem> items) {
  data::Manifest manifest;
  manifest.project = work.stack.project;
  manifest.project_id = work.stack.id;
  manifest.stack_hash = data::stack_hash(work.stack);
  manifest.engine = work.locked.project.info.version;
  manifest.created = format_rfc3339(work.engine.loop.system_now());
  manifest.jobs = data::current_marks(work.stack, work.locked.observed);
  for (const BackupItem& item : items) {
    data::ManifestEntry entry;
    entry.service = item.service;
    entry.kind = item.kind;
    entry.volume_key = item.volume_key;
    entry.image = data::find_service(work.stack, item.service)->image;
    std::vector<std::string> environment;
    if (const auto* container = container_of(work.locked.observed, item.service)) {
      const auto details = co_await work.engine.client.inspect_container(container->id);
      if (details) environment = details->environment;
    }
    entry.major = data::major_version(entry.image, environment);
    entry.file = item.kind == BackupKind::kDump
                     ? fmt::format("{}/dump", item.service)
                     : fmt::format("{}/volume-{}.tar", item.service, item.volume_key);
    manifest.entries.push_back(std::move(entry));
  }
  co_return manifest;
}

Task<void> take_dumps(const DataWork& work, const data::Manifest& manifest,
                      const data::Spool& spool) {
  const auto workshop = work.workshop();
  for (std::size_t i = 0; i < manifest.entries.size(); ++i) {
    const auto& entry = manifest.entries[i];
    if (entry.kind != BackupKind::kDump) continue;
    data::DumpLine line{entry.service, dump_container(work.locked.observed, entry.service),
                        data::find_service(work.stack, entry.service)->extension.backup->dump};
    co_await data::dump_to_file(workshop, std::move(line), spool.payload(i));
  }
}

Task<void> take_volumes(const DataWork& work, const data::Manifest& manifest,
                        const data::Spool& spool) {
  const auto workshop = work.workshop();
  for (std::size_t i = 0; i < manifest.entries.size(); ++i) {
    const auto& entry = manifest.entries[i];
    if (entry.kind != BackupKind::kVolume) continue;
    const auto& volume = work.stack.volumes.find(entry.volume_key)->second;
    co_await data::pack_volume(workshop, volume.name, spool.payload(i));
  }
}

/// Room here for what the volumes hold, before anything is stopped.
Task<void> require_room_here(const DataWork& work, std::vector<std::string> volumes,
                             const data::Spool& spool) {
  if (volumes.empty()) co_return;
  const auto workshop = work.workshop();
  const auto survey = co_await data::survey_volumes(workshop, std::move(volumes));
  data::require_space(survey.bytes, spool.free());
}

std::string file_of(const BackupArguments& arguments, const model::Stack& stack, SystemTime now) {
  const std::string name =
      arguments.file.empty()
          ? fmt::format("{}-{}.backup.tar{}", stack.project, data::snapshot_stamp(now),
                        engine::tar_files_are_compressed() ? ".gz" : "")
          : arguments.file;
  return std::filesystem::absolute(name).string();
}

void report(const data::Manifest& manifest, const std::string& file) {
  for (const auto& entry : manifest.entries) {
    write_error(fmt::format("  {}  {}  {}\n", entry.service,
                            entry.kind == BackupKind::kDump ? "dump" : entry.volume_key,
                            format_bytes(entry.bytes)));
  }
  write_error(fmt::format("{} kept in\n", join(manifest.services(), ", ")));
  write_output(file + "\n");
}

Task<ExitCode> backup(const CommandContext& context, EngineSession& engine,
                      const model::Stack& stack, const BackupArguments& arguments) {
  const reconcile::ObserveRequest request{reconcile::ObserveRequest::Images::kNone};
  auto locked = co_await lock_project(context, engine, stack, request);
  const DataWork work{context, engine, stack, locked};
  data::refuse_unfinished(locked.project.state);
  auto items = data::choose_backups(stack, arguments.services);
  leave_out_mocks(locked.observed, items);
  const auto volumes = copied_volumes(stack, locked.observed, items);
  if (items.empty()) throw data::nothing_to_back_up("project " + stack.project);
  if (!volumes.empty()) data::require_volume_archives(engine.client);
  co_await prepare_data_work(work, volumes);
  const data::Spool spool(locked.project.state.directory() + "/spool");
  co_await require_room_here(work, volumes, spool);
  auto manifest = co_await describe(work, std::move(items));
  co_await take_dumps(work, manifest, spool);
  const auto writers = running_writers(work, volumes, Dependents::kWithout);
  co_await stop_writers(work, writers, "backup");
  Task<void> taking = take_volumes(work, manifest, spool);
  co_await start_again_after_failure(work, std::move(taking), writers, "backup");
  const auto code = co_await start_writers(work, writers, "backup");
  const std::string file = file_of(arguments, stack, engine.loop.system_now());
  std::function<void()> packing = [&] { data::write_archive_file(file, manifest, spool); };
  co_await engine.loop.in_background(std::move(packing));
  report(manifest, file);
  co_return code;
}

}  // namespace

ExitCode run_backup(const CommandContext& context, const BackupArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  return engine.loop.run(backup(context, engine, loaded.stack, arguments));
}

}  // namespace devstack::cli

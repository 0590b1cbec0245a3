// `devstack snapshot save | ls | restore | rm`: copies of the project's volumes in the engine.
#include <fmt/format.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/converge/take_down.hpp"
#include "cli/data/data_work.hpp"
#include "cli/data/restore_content.hpp"
#include "cli/show/snapshot_table.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/data/errors.hpp"
#include "devstack/data/journal.hpp"

namespace devstack::cli {
namespace {

const reconcile::ObserveRequest kNoImages{reconcile::ObserveRequest::Images::kNone};

Task<void> save_copies(const DataWork& work, Keeping keeping) {
  const auto snapshot = co_await keep_volumes(work, std::move(keeping));
  write_error(fmt::format("kept {} volume{}, {}, as {}\n", snapshot.volumes.size(),
                          snapshot.volumes.size() == 1 ? "" : "s", format_bytes(snapshot.bytes()),
                          snapshot.name));
  write_output(snapshot.name + "\n");
}

Task<ExitCode> save(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
                    const SnapshotArguments& arguments) {
  if (!arguments.name.empty()) data::check_snapshot_name(arguments.name);
  auto locked = co_await lock_project(context, engine, stack, kNoImages);
  const DataWork work{context, engine, stack, locked};
  data::refuse_unfinished(locked.project.state);
  Keeping keeping{reconcile::removable_volumes(stack, locked.observed, arguments.services),
                  arguments.name, "saved", data::SnapshotKind::kManual};
  if (keeping.volumes.empty()) throw data::nothing_to_back_up("project " + stack.project);
  co_await prepare_data_work(work, names_of(keeping.volumes));
  const auto workshop = work.workshop();
  const auto list = co_await data::list_snapshots(workshop);
  if (list.find(arguments.name) != nullptr) {
    throw data::snapshot_name_refused(arguments.name, "there is one of that name");
  }
  co_await require_space_for(work, keeping.volumes, 0);
  const auto writers = running_writers(work, names_of(keeping.volumes), Dependents::kWithout);
  co_await stop_writers(work, writers, "snapshot save");
  Task<void> copying = save_copies(work, std::move(keeping));
  co_await start_again_after_failure(work, std::move(copying), writers, "snapshot save");
  co_return co_await start_writers(work, writers, "snapshot save");
}

Task<ExitCode> list(const CommandContext& context, EngineSession& engine, const model::Stack& stack,
                    Output output) {
  auto project = co_await open_project(engine, stack, context.environment);
  const data::Workshop workshop{engine.client, engine.loop, stack, project.state, {}};
  const auto snapshots = co_await data::list_snapshots(workshop);
  write_output(output == Output::kJson ? snapshot_json(snapshots)
                                       : snapshot_table(snapshots, engine.loop.system_now()));
  co_return ExitCode::kOk;
}

Task<ExitCode> remove(const CommandContext& context, EngineSession& engine,
                      const model::Stack& stack, const SnapshotArguments& arguments) {
  auto locked = co_await lock_project(context, engine, stack, kNoImages);
  const DataWork work{context, engine, stack, locked};
  const auto workshop = work.workshop();
  const auto note = data::read_unfinished(locked.project.state);
  if (note && note->undo == arguments.name) data::refuse_unfinished(locked.project.state);
  const auto list = co_await data::list_snapshots(workshop);
  const data::Snapshot* snapshot = list.find(arguments.name);
  if (snapshot == nullptr) throw data::no_such_snapshot(arguments.name, list.names());
  const std::string what = fmt::format("snapshot {}: {} volumes, {}\n", snapshot->name,
                                       snapshot->volumes.size(), format_bytes(snapshot->bytes()));
  if (!may_change_data(context, arguments.yes, "snapshot rm", what, "Delete it for good?")) {
    write_error("nothing was changed.\n");
    co_return ExitCode::kOk;
  }
  co_await data::remove_snapshot(workshop, *snapshot);
  write_error("removed snapshot " + arguments.name + "\n");
  co_return ExitCode::kOk;
}

}  // namespace

ExitCode run_snapshot(const CommandContext& context, const SnapshotArguments& arguments) {
  EngineSession engine(context);
  const auto loaded = load_running_project(context, engine, arguments.services);
  switch (arguments.action) {
    case SnapshotArguments::Action::kSave:
      return engine.loop.run(save(context, engine, loaded.stack, arguments));
    case SnapshotArguments::Action::kList:
      return engine.loop.run(list(context, engine, loaded.stack, arguments.output));
    case SnapshotArguments::Action::kRestore:
      refuse_several_projects(context, engine, loaded.stack, "snapshot restore");
      return engine.loop.run(restore_snapshot(context, engine, loaded.stack, arguments));
    case SnapshotArguments::Action::kRemove:
      return engine.loop.run(remove(context, engine, loaded.stack, arguments));
  }
  return ExitCode::kBug;
}

}  // namespace devstack::cli

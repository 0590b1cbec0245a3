#include "cli/data/restore_content.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/converge/take_down.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"
#include "devstack/data/errors.hpp"
#include "devstack/reconcile/container_spec.hpp"

namespace devstack::cli {
namespace {

const reconcile::ObserveRequest kNoImages{reconcile::ObserveRequest::Images::kNone};

/// Copies whose volume the stack still declares, with the volume each goes to.
struct Return {
  std::vector<std::string> keys, targets;
  std::vector<data::VolumePair> pairs;
};

Return ways_back(const model::Stack& stack, const reconcile::Observed& observed,
                 const data::Snapshot& snapshot) {
  Return back;
  std::vector<std::string> copies;
  for (const auto& volume : snapshot.volumes) {
    if (!stack.volumes.contains(volume.key)) {
      write_error(fmt::format("left out: the stack has no volume {} any more\n", volume.key));
      continue;
    }
    back.keys.push_back(volume.key);
    copies.push_back(volume.copy);
  }
  back.targets = own_targets(stack, observed, back.keys);
  for (std::size_t i = 0; i < copies.size(); ++i)
    back.pairs.emplace_back(copies[i], back.targets[i]);
  return back;
}

/// Room for what is there now and, where the copies are larger, for the difference.
Task<void> require_room(const DataWork& work, const std::vector<std::string>& targets,
                        std::int64_t incoming) {
  const auto workshop = work.workshop();
  auto present = existing(work.locked.observed, targets);
  if (present.empty()) co_return;
  const auto survey = co_await data::survey_volumes(workshop, names_of(present));
  data::require_space(std::max(survey.bytes, incoming), survey.free);
}

Task<bool> confirmed(const DataWork& work, const SnapshotArguments& arguments, const Return& back) {
  auto present = existing(work.locked.observed, back.targets);
  std::string what;
  if (!present.empty()) {
    const auto sizes = arguments.yes ? Sizes::kLeftOut : Sizes::kShown;
    const auto table = co_await describe_volumes(work.engine, std::move(present), sizes);
    what = fmt::format("snapshot restore {} replaces the content of:\n{}", arguments.name, table);
  }
  co_return what.empty() ||
      may_change_data(work.context, arguments.yes, "snapshot restore", what, "Replace it?");
}

}  // namespace

std::vector<std::string> own_targets(const model::Stack& stack, const reconcile::Observed& observed,
                                     const std::vector<std::string>& keys) {
  std::vector<std::string> targets;
  for (const std::string& key : keys) {
    const auto& volume = stack.volumes.find(key)->second;
    const auto found = observed.volumes.find(volume.name);
    const bool foreign =
        found != observed.volumes.end() && found->second.ownership != reconcile::Ownership::kOurs;
    if (foreign || volume.external) {
      throw data::copy_failed("volume " + volume.name + " belongs to somebody else");
    }
    targets.push_back(volume.name);
  }
  return targets;
}

Task<void> make_missing_volumes(const DataWork& work, std::vector<std::string> keys) {
  const auto workshop = work.workshop();
  for (const std::string& key : keys) {
    const auto& volume = work.stack.volumes.find(key)->second;
    if (work.locked.observed.volumes.contains(volume.name)) continue;
    Value body = reconcile::volume_body(work.stack, volume, work.engine.loop.system_now());
    co_await data::make_volume(workshop, std::move(body));
  }
  work.locked.observed = co_await reconcile::observe(work.engine.client, work.stack,
                                                     work.locked.project.state, kNoImages);
}

void settle_jobs(const DataWork& work, const data::JobMarks& marks,
                 const std::vector<std::string>& volumes) {
  work.locked.project.state.write(
      "jobs", data::jobs_after_restore(work.stack, work.locked.observed, marks, volumes));
}

Task<ExitCode> restore_snapshot(const CommandContext& context, EngineSession& engine,
                                const model::Stack& stack, const SnapshotArguments& arguments) {
  auto locked = co_await lock_project(context, engine, stack, kNoImages);
  const DataWork work{context, engine, stack, locked};
  const auto workshop = work.workshop();
  const auto list = co_await data::list_snapshots(workshop);
  const data::Snapshot* snapshot = list.find(arguments.name);
  if (snapshot == nullptr) throw data::no_such_snapshot(arguments.name, list.names());
  const Return back = ways_back(stack, locked.observed, *snapshot);
  const bool goes_on = co_await confirmed(work, arguments, back);
  if (!goes_on) {
    write_error("nothing was changed.\n");
    co_return ExitCode::kOk;
  }
  co_await prepare_data_work(work, back.targets);
  co_await require_room(work, back.targets, snapshot->bytes());
  const auto stopped = running_writers(work, back.targets, Dependents::kWith);
  co_await stop_writers(work, stopped, "snapshot restore");
  auto present = existing(locked.observed, back.targets);
  const std::string undo =
      co_await keep_way_back(work, std::move(present), "before restore of " + arguments.name);
  auto& state = locked.project.state;
  data::note_unfinished(state, {"the restore of snapshot " + arguments.name,
                                "devstack snapshot restore " + arguments.name, undo, back.targets});
  co_await make_missing_volumes(work, back.keys);
  co_await data::replace_content(workshop, back.pairs);
  settle_jobs(work, snapshot->jobs, back.targets);
  data::forget_unfinished(state);
  co_await data::rotate_snapshots(workshop, arguments.name);
  write_error(fmt::format("restored {} volume{} from {}\n", back.pairs.size(),
                          back.pairs.size() == 1 ? "" : "s", arguments.name));
  say_way_back(context, undo);
  co_return co_await start_writers(work, stopped, "start");
}

}  // namespace devstack::cli

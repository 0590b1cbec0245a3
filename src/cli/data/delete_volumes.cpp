#include "cli/data/delete_volumes.hpp"

#include <fmt/format.h>

#include "cli/console.hpp"
#include "cli/converge/take_down.hpp"
#include "devstack/data/journal.hpp"

namespace devstack::cli {

Task<ExitCode> delete_volumes(const DataWork& work, Deletion deletion) {
  const auto names = deletion.down.volumes;
  auto& state = work.locked.project.state;
  if (names.empty()) {
    co_return co_await take_down(work.context, work.engine, work.locked.project, work.stack,
                                 work.locked.observed, std::move(deletion.down), deletion.verb);
  }
  co_await prepare_data_work(work, names);
  std::string undo;
  if (deletion.way_back == Deletion::WayBack::kKeep) {
    auto volumes = existing(work.locked.observed, names);
    // It stops and copies first, which would look like a run of its own.
    if (!volumes.empty() && !work.context.global.quiet) {
      write_error("a snapshot of the data first; --no-snapshot leaves it out\n");
    }
    co_await require_space_for(work, volumes, 0);
    co_await stop_writers(work, running_writers(work, names, Dependents::kWithout), deletion.verb);
    undo = co_await keep_way_back(work, std::move(volumes), "before " + deletion.verb);
  }
  data::note_unfinished(state, {"the " + deletion.verb, deletion.again, undo, names});
  const auto code =
      co_await take_down(work.context, work.engine, work.locked.project, work.stack,
                         work.locked.observed, std::move(deletion.down), deletion.verb);
  if (code != ExitCode::kOk) {
    say_way_back(work.context, undo);
    co_return code;
  }
  data::forget_unfinished(state);
  const auto workshop = work.workshop();
  co_await data::rotate_snapshots(workshop, undo);
  say_way_back(work.context, undo);
  co_return code;
}

}  // namespace devstack::cli

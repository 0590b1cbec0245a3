// What the commands that keep, replace or delete data have in common: stopping whoever writes,
// keeping what is there, starting again.
#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"
#include "cli/project/engine_session.hpp"
#include "cli/project/locked_project.hpp"
#include "devstack/data/snapshot_store.hpp"

namespace devstack::cli {

/// One command's work on the data of a project; all references outlive it.
struct DataWork {
  const CommandContext& context;
  EngineSession& engine;
  const model::Stack& stack;
  LockedProject& locked;

  [[nodiscard]] data::Workshop workshop() const;
};

/// Before work on volumes (engine names): takes away what a killed run has left. Throws Error
/// DS5010 when such a run has left other volumes unfinished, DS5013 when somebody else's containers
/// use one.
[[nodiscard]] Task<void> prepare_data_work(const DataWork& work, std::vector<std::string> volumes);

/// After a plan was run its loop catches Ctrl-C for good, and a copy would go on unheard. Dying at
/// once is safe here: what is unfinished is noted, and what is unsealed is waste.
void let_signals_end_the_process();

/// Services with a running container (or process) that mount one of these volumes, and, where asked
/// for, all that depend on them.
enum class Dependents { kWith, kWithout };
[[nodiscard]] std::vector<std::string> running_writers(const DataWork& work,
                                                       const std::vector<std::string>& volumes,
                                                       Dependents dependents);

/// Of these services, those that run.
[[nodiscard]] std::vector<std::string> running_of(const reconcile::Observed& observed,
                                                  const std::vector<std::string>& services);

/// Stops them, dependents first, and looks again. Nothing to do for none. Throws Error DS5014 when
/// one of them goes on running.
[[nodiscard]] Task<void> stop_writers(const DataWork& work, std::vector<std::string> services,
                                      std::string verb);
/// The end of work on data: removes what a killed run had left, and starts them, gated as `start`
/// does.
[[nodiscard]] Task<ExitCode> start_writers(const DataWork& work, std::vector<std::string> services,
                                           std::string verb);

/// What is to be kept, and why.
struct Keeping {
  std::vector<reconcile::ObservedVolume> volumes;
  std::string name;  ///< empty: the time
  std::string reason;
  data::SnapshotKind kind = data::SnapshotKind::kAutomatic;
};

/// Throws Error DS5011 unless the engine has room for a copy of the volumes and `more` bytes.
[[nodiscard]] Task<void> require_space_for(const DataWork& work,
                                           std::vector<reconcile::ObservedVolume> volumes,
                                           std::int64_t more);

/// Copies them; the writers stand still.
[[nodiscard]] Task<data::Snapshot> keep_volumes(const DataWork& work, Keeping keeping);

/// The name of a snapshot that holds what is in the volumes now: that of an unfinished run, where
/// it covers them (they are no longer whole), else a new one. Empty when there is nothing to keep.
[[nodiscard]] Task<std::string> keep_way_back(const DataWork& work,
                                              std::vector<reconcile::ObservedVolume> volumes,
                                              std::string reason);

/// "to undo: devstack snapshot restore NAME", with the project where it was named.
void say_way_back(const CommandContext& context, const std::string& snapshot);

/// True after --yes or a yes on the terminal. Throws Error DS5017 where nobody can be asked.
[[nodiscard]] bool may_change_data(const CommandContext& context, bool yes,
                                   const std::string& command, const std::string& what,
                                   const std::string& question);

/// The observed volumes of these names.
[[nodiscard]] std::vector<reconcile::ObservedVolume> existing(
    const reconcile::Observed& observed, const std::vector<std::string>& names);

/// Runs `part`; when it throws, `services` are started again before the error goes on.
[[nodiscard]] Task<void> start_again_after_failure(const DataWork& work, Task<void> part,
                                                   std::vector<std::string> services,
                                                   std::string verb);

}  // namespace devstack::cli

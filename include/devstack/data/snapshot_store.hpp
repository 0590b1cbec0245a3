// Snapshots in the engine: made, listed, put back, removed. Whoever calls has stopped the writers.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "devstack/data/snapshot.hpp"
#include "devstack/data/workshop.hpp"

namespace devstack::data {

inline constexpr std::size_t kAutomaticKept = 3;

[[nodiscard]] Task<SnapshotList> list_snapshots(const Workshop& workshop);

/// How much is in volumes, and how much room is left beside them.
struct Survey {
  std::int64_t entries = 0, bytes = 0, free = 0;
};
[[nodiscard]] Task<Survey> survey_volumes(const Workshop& workshop,
                                          std::vector<std::string> volumes);

/// Throws Error DS5011 unless there is room for `bytes` more, with a margin.
void require_space(std::int64_t bytes, std::int64_t free);

/// Gives the copies, and the seal, engine names that nobody has; the snapshot its name, if it has
/// none.
[[nodiscard]] Task<void> name_copies(const Workshop& workshop, Snapshot& snapshot);

/// Copies the volumes and seals the copy. `draft` has name, kind, reason, jobs, and of each volume
/// key, source and created; the rest is filled in. Throws Error DS5014 when the copy is not
/// complete or not equal: then no seal exists, and what was copied is removed by the next sweep.
[[nodiscard]] Task<Snapshot> save_snapshot(const Workshop& workshop, Snapshot draft);

/// The seal goes first: from then on the rest is waste.
[[nodiscard]] Task<void> remove_snapshot(const Workshop& workshop, Snapshot snapshot);

/// Removes automatic snapshots beyond the last three, but not `spared`.
[[nodiscard]] Task<void> rotate_snapshots(const Workshop& workshop, std::string spared);

/// Removes what killed runs have left: containers that copy, copies without a seal, imports.
[[nodiscard]] Task<void> sweep(const Workshop& workshop);

/// Replaces the content of each second volume by that of the first. Both exist. Throws DS5014.
using VolumePair = std::pair<std::string, std::string>;
[[nodiscard]] Task<void> replace_content(const Workshop& workshop, std::vector<VolumePair> pairs);

/// Makes a volume and verifies that it is the one described, not somebody else's of that name:
/// throws Error DS5014 otherwise.
[[nodiscard]] Task<void> make_volume(const Workshop& workshop, Value body);

}  // namespace devstack::data

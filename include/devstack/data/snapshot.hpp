// Snapshots as values: what the labels of volumes say, and the labels that say it.
//
// A snapshot is one volume for each volume of the project, and a last, empty one, the seal, made
// when all copies are complete and on the disk. Without its seal a snapshot does not exist: what a
// killed run leaves is waste, known by its labels.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/base/clock.hpp"
#include "devstack/base/value.hpp"
#include "devstack/engine/types.hpp"
#include "devstack/model/stack.hpp"

namespace devstack::data {

enum class SnapshotKind {
  kManual,     ///< `snapshot save`: kept until removed
  kAutomatic,  ///< before something was deleted: the last three are kept
  kImport,     ///< volumes out of a backup, for the moment of its restore
};

/// The copy of one volume.
struct VolumeCopy {
  std::string key;      ///< in the stack file
  std::string source;   ///< engine name of the volume that was copied
  std::string copy;     ///< engine name of the copy
  std::string created;  ///< when the source was made, RFC 3339: its generation
  std::int64_t entries = 0, bytes = 0;
};

struct Snapshot {
  std::string name;
  std::string seal;  ///< engine name of the seal
  std::string time;  ///< RFC 3339
  std::string reason;
  SnapshotKind kind = SnapshotKind::kManual;
  std::vector<VolumeCopy> volumes;
  /// Jobs whose result was in these volumes: job to its fingerprint without the volumes' ages.
  std::map<std::string, std::string, std::less<>> jobs;

  [[nodiscard]] std::int64_t bytes() const;
};

/// Volumes of this project's snapshots: sealed ones, oldest first, and the waste of unfinished ones
/// (engine names). Of another folder's nothing is taken, unless that folder is gone.
struct SnapshotList {
  std::vector<Snapshot> sealed;
  std::vector<std::string> waste;

  /// Null when there is none.
  [[nodiscard]] const Snapshot* find(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> names() const;
};
[[nodiscard]] SnapshotList read_snapshots(const model::Stack& stack,
                                          const std::vector<engine::VolumeSummary>& volumes);

/// Throws Error DS5015 for a name that cannot be one.
void check_snapshot_name(const std::string& name);

/// "20261121-113955", UTC: the name of a snapshot that was given none.
[[nodiscard]] std::string snapshot_stamp(SystemTime time);
/// "<project>_<volume>_snap_<stamp>", without the project twice.
[[nodiscard]] std::string copy_name(const model::Stack& stack, const std::string& volume,
                                    const std::string& stamp);

/// Bodies of POST /volumes/create.
[[nodiscard]] Value copy_body(const model::Stack& stack, const Snapshot& snapshot,
                              const VolumeCopy& volume);
[[nodiscard]] Value seal_body(const model::Stack& stack, const Snapshot& snapshot);

/// Automatic ones beyond the newest `keep`, oldest first; never `spared`.
[[nodiscard]] std::vector<Snapshot> outdated(const SnapshotList& list, std::size_t keep,
                                             const std::string& spared);

}  // namespace devstack::data

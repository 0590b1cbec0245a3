// The list of snapshots as a screen and as JSON.
#pragma once

#include <string>

#include "devstack/base/clock.hpp"
#include "devstack/data/snapshot.hpp"

namespace devstack::cli {

[[nodiscard]] std::string snapshot_table(const data::SnapshotList& list, SystemTime now);
[[nodiscard]] std::string snapshot_json(const data::SnapshotList& list);

}  // namespace devstack::cli

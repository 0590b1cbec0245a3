// Volumes deleted with a way back: what `reset` and `down -v` share.
#pragma once

#include <string>

#include "cli/data/data_work.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::cli {

struct Deletion {
  reconcile::DownOptions down;  ///< its volumes are what goes
  std::string verb;             ///< what the user called
  std::string again;            ///< the command that goes on after a kill
  enum class WayBack { kKeep, kNone };
  WayBack way_back = WayBack::kKeep;
};

/// Stops the writers, keeps a snapshot, takes down. The volumes are confirmed.
[[nodiscard]] Task<ExitCode> delete_volumes(const DataWork& work, Deletion deletion);

}  // namespace devstack::cli

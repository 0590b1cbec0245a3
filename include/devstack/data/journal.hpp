// The note that content is being deleted or replaced right now. It outlives the process: while it
// is there, nothing may be started on what may be half of the data.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "devstack/host/state_store.hpp"

namespace devstack::data {

struct Unfinished {
  std::string what;    ///< "the reset of db"
  std::string finish;  ///< the command that goes on; may be empty
  std::string undo;    ///< name of the snapshot that holds what was there; may be empty
  std::vector<std::string> volumes;  ///< engine names of what it deletes or replaces
};

/// On the disk when it returns. The project's lock must be held. Throws HostError.
void note_unfinished(host::StateStore& state, const Unfinished& note);
void forget_unfinished(host::StateStore& state);
[[nodiscard]] std::optional<Unfinished> read_unfinished(const host::StateStore& state);

/// Throws Error DS5010 (exit 6) with the ways on and back when there is such a note.
void refuse_unfinished(const host::StateStore& state);

}  // namespace devstack::data

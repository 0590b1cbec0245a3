// What a run that was cut off (kill -9, Ctrl-C, power) leaves behind: requests that the engine
// still carries out. A `down` that looks too early would miss containers that appear a moment
// later.
#pragma once

#include <string>
#include <vector>

#include "devstack/base/clock.hpp"
#include "devstack/base/task.hpp"
#include "devstack/engine/client.hpp"
#include "devstack/host/state_store.hpp"

namespace devstack::reconcile {

/// Notes in the project's state folder that a run is under way, and which containers it may ask the
/// engine to stop; the note outlives the process. The project's lock must be held. Throws HostError
/// when the folder cannot be written.
void note_run(host::StateStore& state, const std::string& verb,
              const std::vector<std::string>& stopping = {});
/// Takes the note away, if there is one: everything that the engine was asked for has been
/// answered.
void forget_run(host::StateStore& state);

/// The verb of the run that was cut off last ("up"); empty when the last one ended in order.
[[nodiscard]] std::string cut_off_run(const host::StateStore& state);

/// Ids of containers that it may have asked the engine to stop.
[[nodiscard]] std::vector<std::string> cut_off_stops(const host::StateStore& state);

/// Returns when the project's containers and networks have not changed for three seconds, at the
/// latest after thirty. While one of `stopping` runs it is not known whether its stop was asked
/// for, and takes its grace: then the quiet time is thirteen seconds. Throws what the client
/// throws.
[[nodiscard]] Task<void> wait_until_settled(engine::Client& client, Clock& clock,
                                            std::string project, std::vector<std::string> stopping);

}  // namespace devstack::reconcile

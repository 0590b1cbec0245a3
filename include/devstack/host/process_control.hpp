// What commands do with host processes: start one under a supervisor, look at it, signal it, end
// it. The supervisor is asked; where it has died, the process is found by its identity and its
// marker, never by a pid alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "devstack/base/clock.hpp"
#include "devstack/base/task.hpp"
#include "devstack/host/process_launcher.hpp"
#include "devstack/host/process_record.hpp"
#include "devstack/host/supervisor.hpp"
#include "devstack/io/loop.hpp"

namespace devstack::host {

/// How a recorded process is doing at this moment.
enum class ProcessCondition {
  kRunning,
  kBackingOff,  ///< its supervisor waits before it starts it again
  kEnded,
  kUnsupervised,  ///< runs, but its supervisor has died: no log, no restarts
};
[[nodiscard]] ProcessCondition condition_of(const ProcessRecord& record);

/// Starts the supervisor `executable` and through it the command. Why not, if it cannot be started.
[[nodiscard]] Task<std::optional<std::string>> start_supervised(ProcessLauncher& launcher,
                                                                std::string executable,
                                                                Supervised order);

/// Ends the process and all that belongs to it: TERM, after `grace` KILL. Returns when nothing of
/// it is left; false when something still is (a process that the kernel does not let go).
[[nodiscard]] Task<bool> end_process(io::Loop& loop, ProcessRecords records, ProcessRecord record,
                                     Duration grace);

/// Ends processes that are left of a supervisor without a record, in the same way.
[[nodiscard]] Task<bool> end_processes(Clock& clock, std::string marker_prefix, Duration grace);

/// Sends the signal to the command's process group; false when it does not run.
[[nodiscard]] Task<bool> signal_process(io::Loop& loop, ProcessRecords records,
                                        ProcessRecord record, int signal);

}  // namespace devstack::host

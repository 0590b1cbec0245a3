// Which process is meant: a pid alone names another one after the first has ended, so it goes with
// the time of its start and the boot that both belong to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace devstack::host {

struct ProcessIdentity {
  int pid = 0;
  std::uint64_t start_ticks = 0;  ///< since boot, field 22 of /proc/PID/stat
  std::string boot_id;            ///< /proc/sys/kernel/random/boot_id

  friend bool operator==(const ProcessIdentity&, const ProcessIdentity&) = default;
};

/// Empty when there is no such process, or it has ended and only waits to be reaped.
[[nodiscard]] std::optional<ProcessIdentity> identify(int pid);

/// The very process still runs; false for a zombie, another boot, or another process of that pid.
[[nodiscard]] bool is_alive(const ProcessIdentity& process);

enum class SignalScope { kProcess, kGroup };

/// Sends the signal to that process and no other; to the whole group that it leads with kGroup.
/// False when it is gone, or not ours to signal.
bool send_signal(const ProcessIdentity& process, int signal, SignalScope scope);

}  // namespace devstack::host

// The processes of this host as the kernel lists them: who descends from whom, and what they use.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/host/process_identity.hpp"

namespace devstack::host {

struct ProcessEntry {
  int pid = 0, parent = 0, group = 0, session = 0;
  char state = '?';  ///< 'Z': has ended, waits to be reaped
  std::uint64_t start_ticks = 0;
  std::uint64_t cpu_ticks = 0;  ///< user and system time
  std::int64_t resident_pages = 0;
};

/// One line of /proc/PID/stat. The name in it may hold blanks and brackets.
[[nodiscard]] bool parse_process_stat(std::string_view text, ProcessEntry& entry);

/// Every process that can be read, in no order.
[[nodiscard]] std::vector<ProcessEntry> list_processes();

/// All that descend from `root` and have not ended, eldest first; `root` itself is not among them.
[[nodiscard]] std::vector<ProcessEntry> descendants(const std::vector<ProcessEntry>& all, int root);

/// Our variable in the environment of what a supervisor starts: PROJECT/SERVICE/NONCE. It is
/// inherited, so that nothing gets lost when the supervisor does.
inline constexpr char kProcessMarker[] = "DEVSTACK_PROCESS";

/// Processes whose marker begins with `prefix` and that have not ended; of this user only.
[[nodiscard]] std::vector<ProcessIdentity> marked_processes(const std::string& prefix);

/// What a process was started with, without the marker; empty when it is gone or not ours.
[[nodiscard]] std::map<std::string, std::string, std::less<>> started_with(int pid);

/// What a process and its descendants use at this moment.
struct TreeUse {
  std::uint64_t cpu_ticks = 0;
  std::int64_t memory_bytes = 0;  ///< resident
  std::int64_t processes = 0;
};
[[nodiscard]] TreeUse tree_use(const std::vector<ProcessEntry>& all, int root);

/// The host's side of the same sums.
struct HostTime {
  std::chrono::nanoseconds cpu_time{0};  ///< of all CPUs since boot, idle time as well
  std::int64_t cpus = 0;
  std::int64_t memory_bytes = 0;
};
[[nodiscard]] HostTime host_time();
[[nodiscard]] std::chrono::nanoseconds ticks_to_time(std::uint64_t ticks);

}  // namespace devstack::host

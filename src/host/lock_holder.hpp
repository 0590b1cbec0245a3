// Who holds a lock, by the kernel's own list of them: nothing has to be written when a lock is
// taken, which on a busy disk may take longer than an `up` that has nothing to do.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace devstack::host {

/// A flock for writing. `device` is as the kernel prints it, "fe:00".
struct HeldLock {
  int pid = 0;
  std::string device;
  std::string inode;
};

/// The text of /proc/locks; what is no such lock is left out, and who waits for one.
[[nodiscard]] std::vector<HeldLock> parse_locks(std::string_view text);

/// "pid 4711 (devstack up)" for the lock on an open file; "another devstack" when the kernel does
/// not say.
[[nodiscard]] std::string describe_lock_holder(int file_descriptor);

}  // namespace devstack::host

// Identity from /proc; signals through a pidfd, which never means another process.
#include "devstack/host/process_identity.hpp"

#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>

#include "devstack/base/file_descriptor.hpp"
#include "devstack/base/text.hpp"
#include "devstack/host/process_tree.hpp"
#include "host/file_text.hpp"

namespace devstack::host {
namespace {

std::string boot_id() {
  return std::string(trim(file_text("/proc/sys/kernel/random/boot_id").value_or("")));
}

std::optional<ProcessEntry> entry_of(int pid) {
  const auto text = file_text("/proc/" + std::to_string(pid) + "/stat");
  ProcessEntry entry;
  if (!text || !parse_process_stat(*text, entry)) return std::nullopt;
  if (entry.state == 'Z' || entry.state == 'X') return std::nullopt;
  return entry;
}

}  // namespace

std::optional<ProcessIdentity> identify(int pid) {
  const auto entry = entry_of(pid);
  if (!entry) return std::nullopt;
  return ProcessIdentity{pid, entry->start_ticks, boot_id()};
}

bool is_alive(const ProcessIdentity& process) {
  if (process.pid <= 0) return false;
  const auto now = identify(process.pid);
  return now && *now == process;
}

bool send_signal(const ProcessIdentity& process, int signal, SignalScope scope) {
  if (process.pid <= 0) return false;
  // Held open while we look: from here on the pid cannot come to mean another process.
  const FileDescriptor pidfd(static_cast<int>(::syscall(SYS_pidfd_open, process.pid, 0)));
  if (!pidfd.valid() || !is_alive(process)) return false;
  if (scope == SignalScope::kGroup) return ::kill(-process.pid, signal) == 0;
  return ::syscall(SYS_pidfd_send_signal, pidfd.get(), signal, nullptr, 0) == 0;
}

}  // namespace devstack::host

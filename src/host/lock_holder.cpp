// proc_locks(5): "1: FLOCK  ADVISORY  WRITE 4711 fe:00:131073 0 EOF"; who waits has "->" behind the
// number. Some file systems (btrfs, overlay) show a device there that stat does not.
#include "host/lock_holder.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <charconv>

#include "devstack/base/text.hpp"
#include "host/file_text.hpp"

namespace devstack::host {
namespace {

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (const std::string_view piece : split(line, ' ')) {
    if (!piece.empty()) words.push_back(piece);
  }
  return words;
}

std::string name_of(const std::string& process) {
  return file_text("/proc/" + process + "/comm").value_or("");
}

/// Its words, separated by blanks.
std::string command_of(int pid) {
  std::string command = file_text(fmt::format("/proc/{}/cmdline", pid)).value_or("");
  std::replace(command.begin(), command.end(), '\0', ' ');
  return terminal_safe(trim(command));
}

bool is_this_program(const HeldLock& lock) {
  const std::string name = name_of("self");
  return !name.empty() && name_of(std::to_string(lock.pid)) == name;
}

}  // namespace

std::vector<HeldLock> parse_locks(std::string_view text) {
  std::vector<HeldLock> locks;
  for (const std::string_view line : split(text, '\n')) {
    const auto words = words_of(line);
    if (words.size() < 6 || words[1] != "FLOCK" || words[3] != "WRITE") continue;
    HeldLock lock;
    std::from_chars(words[4].data(), words[4].data() + words[4].size(), lock.pid);
    const auto colon = words[5].rfind(':');
    if (lock.pid <= 0 || colon == std::string_view::npos) continue;
    lock.device = words[5].substr(0, colon);
    lock.inode = words[5].substr(colon + 1);
    locks.push_back(std::move(lock));
  }
  return locks;
}

std::string describe_lock_holder(int file_descriptor) {
  struct stat file {};
  if (::fstat(file_descriptor, &file) != 0) return "another devstack";
  auto locks = parse_locks(file_text("/proc/locks").value_or(""));
  const std::string inode = std::to_string(file.st_ino);
  std::erase_if(locks, [&inode](const HeldLock& lock) { return lock.inode != inode; });
  const std::string device = fmt::format("{:02x}:{:02x}", major(file.st_dev), minor(file.st_dev));
  auto holder = std::find_if(locks.begin(), locks.end(),
                             [&device](const HeldLock& lock) { return lock.device == device; });
  if (holder == locks.end()) holder = std::find_if(locks.begin(), locks.end(), is_this_program);
  if (holder == locks.end()) return "another devstack";
  const std::string command = command_of(holder->pid);
  return command.empty() ? fmt::format("pid {}", holder->pid)
                         : fmt::format("pid {} ({})", holder->pid, command);
}

}  // namespace devstack::host

// Reads /proc. A process may vanish between two looks at it: then it is left out.
#include "devstack/host/process_tree.hpp"

#include <dirent.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <memory>
#include <set>

#include "devstack/base/text.hpp"
#include "host/file_text.hpp"

namespace devstack::host {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const { closedir(directory); }
};

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

std::vector<int> all_pids() {
  std::vector<int> pids;
  const std::unique_ptr<DIR, CloseDirectory> folder(opendir("/proc"));
  if (!folder) return pids;
  while (const dirent* entry = readdir(folder.get())) {
    int pid = 0;
    if (read_number(std::string_view(entry->d_name), pid)) pids.push_back(pid);
  }
  return pids;
}

bool has_ended(const ProcessEntry& entry) { return entry.state == 'Z' || entry.state == 'X'; }

}  // namespace

bool parse_process_stat(std::string_view text, ProcessEntry& entry) {
  const auto close = text.rfind(')');
  if (close == std::string_view::npos || close + 2 >= text.size()) return false;
  if (!read_number(trim(text.substr(0, text.find('('))), entry.pid)) return false;
  // Numbered as in proc(5), less three: the first of these is field 3, the state.
  const auto fields = split(trim(text.substr(close + 2)), ' ');
  constexpr std::size_t kParent = 1, kGroup = 2, kSession = 3, kUser = 11, kSystem = 12;
  constexpr std::size_t kStart = 19, kResident = 21;
  if (fields.size() <= kResident || fields[0].empty()) return false;
  entry.state = fields[0].front();
  std::uint64_t user = 0;
  std::uint64_t system = 0;
  const bool whole =
      read_number(fields[kParent], entry.parent) && read_number(fields[kGroup], entry.group) &&
      read_number(fields[kSession], entry.session) && read_number(fields[kUser], user) &&
      read_number(fields[kSystem], system) && read_number(fields[kStart], entry.start_ticks) &&
      read_number(fields[kResident], entry.resident_pages);
  entry.cpu_ticks = user + system;
  return whole;
}

std::vector<ProcessEntry> list_processes() {
  std::vector<ProcessEntry> processes;
  for (const int pid : all_pids()) {
    const auto text = file_text("/proc/" + std::to_string(pid) + "/stat");
    ProcessEntry entry;
    if (text && parse_process_stat(*text, entry)) processes.push_back(entry);
  }
  return processes;
}

std::vector<ProcessEntry> descendants(const std::vector<ProcessEntry>& all, int root) {
  std::multimap<int, const ProcessEntry*> children;
  for (const ProcessEntry& entry : all) children.emplace(entry.parent, &entry);
  std::vector<ProcessEntry> found;
  std::set<int> seen{root};
  std::vector<int> open{root};
  while (!open.empty()) {
    const int parent = open.back();
    open.pop_back();
    const auto [begin, end] = children.equal_range(parent);
    for (auto child = begin; child != end; ++child) {
      if (!seen.insert(child->second->pid).second) continue;
      open.push_back(child->second->pid);
      if (!has_ended(*child->second)) found.push_back(*child->second);
    }
  }
  std::ranges::sort(
      found, {}, [](const ProcessEntry& entry) { return std::pair(entry.start_ticks, entry.pid); });
  return found;
}

std::vector<ProcessIdentity> marked_processes(const std::string& prefix) {
  const std::string wanted = std::string(kProcessMarker) + "=" + prefix;
  std::vector<ProcessIdentity> found;
  for (const int pid : all_pids()) {
    const auto environment = file_text("/proc/" + std::to_string(pid) + "/environ");
    if (!environment) continue;
    const auto at = environment->find(wanted);
    if (at == std::string::npos || (at != 0 && (*environment)[at - 1] != '\0')) continue;
    if (auto process = identify(pid)) found.push_back(std::move(*process));
  }
  return found;
}

std::map<std::string, std::string, std::less<>> started_with(int pid) {
  std::map<std::string, std::string, std::less<>> environment;
  const std::string text = file_text("/proc/" + std::to_string(pid) + "/environ").value_or("");
  for (const std::string_view entry : split(text, '\0')) {
    const auto equals = entry.find('=');
    if (equals == std::string_view::npos || entry.substr(0, equals) == kProcessMarker) continue;
    environment.emplace(entry.substr(0, equals), entry.substr(equals + 1));
  }
  return environment;
}

TreeUse tree_use(const std::vector<ProcessEntry>& all, int root) {
  static const long page = ::sysconf(_SC_PAGESIZE);
  std::vector<ProcessEntry> tree = descendants(all, root);
  const auto self = std::ranges::find(all, root, &ProcessEntry::pid);
  if (self != all.end()) tree.push_back(*self);
  TreeUse use;
  for (const ProcessEntry& entry : tree) {
    use.cpu_ticks += entry.cpu_ticks;
    use.memory_bytes += entry.resident_pages * page;
    ++use.processes;
  }
  return use;
}

std::chrono::nanoseconds ticks_to_time(std::uint64_t ticks) {
  static const long per_second = ::sysconf(_SC_CLK_TCK);
  constexpr std::uint64_t kNanoseconds = 1'000'000'000;
  return std::chrono::nanoseconds(ticks * (kNanoseconds / static_cast<std::uint64_t>(per_second)));
}

HostTime host_time() {
  HostTime host;
  host.cpus = ::sysconf(_SC_NPROCESSORS_ONLN);
  host.memory_bytes = ::sysconf(_SC_PHYS_PAGES) * ::sysconf(_SC_PAGESIZE);
  // "cpu  user nice system idle iowait irq softirq steal …": guest times are part of user's.
  const std::string text = file_text("/proc/stat").value_or("");
  constexpr std::size_t kCounted = 8;
  std::size_t counted = 0;
  std::uint64_t ticks = 0;
  const std::string_view first_line = std::string_view(text).substr(0, text.find('\n'));
  for (const std::string_view word : split(first_line, ' ')) {
    std::uint64_t number = 0;
    if (!read_number(word, number) || counted == kCounted) continue;
    ticks += number;
    ++counted;
  }
  host.cpu_time = ticks_to_time(ticks);
  return host;
}

}  // namespace devstack::host

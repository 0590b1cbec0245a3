// inotify watches single folders and forgets to say so when its queue is full. Hence a watch for
// each folder, and a stamp of each file to find out what an overflow has hidden.
#include "io/watch_tree.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"

namespace devstack::io {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kEvents = IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE |
                                  IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR | IN_EXCL_UNLINK;

[[noreturn]] void throw_no_more(const std::string& path, int error_number) {
  throw Error(
      ExitCode::kFailed, "DS4004",
      fmt::format("cannot watch {}: {}", path,
                  error_number == ENOSPC ? "the kernel's limit of watched folders is reached"
                                         : std::strerror(error_number)),
      "sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512\n"
      "or leave large folders out: ignore: [\"node_modules/\"]");
}

std::string parent_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

std::optional<struct stat> look_at(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return std::nullopt;
  return status;
}

bool is_folder(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::string joined(const std::string& folder, std::string_view name) {
  return (folder == "/" ? folder : folder + "/") + std::string(name);
}

/// The range of a map's keys that are `path` or below it.
template <class Map>
auto range_below(Map& map, const std::string& path) {
  // '/' + 1 is '0': no path below sorts after it.
  return std::pair(map.lower_bound(path + "/"), map.lower_bound(path + "0"));
}

}  // namespace

WatchTree::WatchTree(FileWatcher::SkipFolder skip)
    : skip_(std::move(skip)), descriptor_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
  if (descriptor_ < 0) throw_no_more("files", errno);
}

WatchTree::~WatchTree() { ::close(descriptor_); }

void WatchTree::add_root(const std::string& path) {
  roots_.insert(path);
  watch_way_to(path);
  ChangedPaths nothing;
  enter(path, Tell::kNothing, nothing);
}

void WatchTree::read(ChangedPaths& changed) {
  alignas(inotify_event) std::array<char, 64 * 1024> buffer;
  for (;;) {
    const ssize_t size = ::read(descriptor_, buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    std::size_t at = 0;
    while (at < static_cast<std::size_t>(size)) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      // The name is filled up with zeros.
      const char* const name = buffer.data() + at + sizeof event;
      handle(event, std::string_view(name, ::strnlen(name, event.len)), changed);
      at += sizeof event + event.len;
    }
  }
  if (std::exchange(lost_count_, false)) look_at_everything(changed);
  for (const std::string& path : changed) note(path);
}

void WatchTree::handle(const inotify_event& event, std::string_view name, ChangedPaths& changed) {
  if ((event.mask & IN_Q_OVERFLOW) != 0) lost_count_ = true;
  const auto folder = folders_.find(event.wd);
  if (folder == folders_.end()) return;
  if ((event.mask & IN_IGNORED) != 0) {
    const auto watch = watches_.find(folder->second);
    if (watch != watches_.end() && watch->second == event.wd) watches_.erase(watch);
    folders_.erase(folder);
    return;
  }
  if (name.empty()) return;  // the folder itself: its own folder tells
  const std::string path = joined(folder->second, name);
  const bool came = (event.mask & (IN_CREATE | IN_MOVED_TO)) != 0;
  const bool went = (event.mask & (IN_DELETE | IN_MOVED_FROM)) != 0;
  if (!is_ours(path)) {
    if (came && leads_to_root(path)) {
      for (const std::string& root : roots_) {
        if (!lies_in(root, path)) continue;
        watch_way_to(root);
        enter(root, Tell::kContent, changed);
      }
    }
    return;
  }
  if ((event.mask & IN_ISDIR) == 0) changed.insert(path);
  if (went) {
    leave(path);
    changed.insert(path);
  } else if (came) {
    enter(path, Tell::kContent, changed);
  }
}

void WatchTree::watch_folder(const std::string& path) {
  const int watch = ::inotify_add_watch(descriptor_, path.c_str(), kEvents);
  if (watch < 0) {
    if (errno == ENOSPC || errno == ENOMEM) throw_no_more(path, errno);
    return;  // gone again, or not readable: nothing can be told of it
  }
  const auto before = folders_.find(watch);
  if (before != folders_.end() && before->second != path) watches_.erase(before->second);
  folders_[watch] = path;
  watches_[path] = watch;
}

void WatchTree::watch_way_to(const std::string& root) {
  std::string folder = parent_of(root);
  while (folder != "/" && !is_folder(folder)) folder = parent_of(folder);
  if (!watches_.contains(folder)) watch_folder(folder);
}

void WatchTree::enter(const std::string& path, Tell tell, ChangedPaths& changed) {
  const auto status = look_at(path);
  if (!status) return;
  const bool root = roots_.contains(path);
  if (tell == Tell::kContent) changed.insert(path);
  note(path);
  if (root ? !is_folder(path) : !S_ISDIR(status->st_mode)) return;
  if (skip_ && skip_(path)) return;
  // Watched before it is read: what comes between the two is told twice, not never.
  watch_folder(path);
  std::error_code code;
  std::vector<std::string> names;
  for (fs::directory_iterator child(path, code), end; !code && child != end;
       child.increment(code)) {
    names.push_back(child->path().filename().string());
  }
  for (const std::string& name : names) enter(joined(path, name), tell, changed);
}

void WatchTree::leave(const std::string& path) {
  const auto forget = [this](auto entry) {
    ::inotify_rm_watch(descriptor_, entry->second);
    folders_.erase(entry->second);
    return watches_.erase(entry);
  };
  if (const auto own = watches_.find(path); own != watches_.end()) forget(own);
  auto [watch, last_watch] = range_below(watches_, path);
  while (watch != last_watch) watch = forget(watch);
  known_.erase(path);
  const auto [first, last] = range_below(known_, path);
  known_.erase(first, last);
}

void WatchTree::look_at_everything(ChangedPaths& changed) {
  const auto before = std::exchange(known_, {});
  // Folders may have been moved unseen: their watches stay, and get the names that hold now.
  watches_.clear();
  const auto old_folders = std::exchange(folders_, {});
  ChangedPaths nothing;
  for (const std::string& root : roots_) {
    watch_way_to(root);
    enter(root, Tell::kNothing, nothing);
  }
  for (const auto& [watch, path] : old_folders) {
    if (!folders_.contains(watch)) ::inotify_rm_watch(descriptor_, watch);
  }
  for (const auto& [path, stamp] : known_) {
    const auto old = before.find(path);
    if (old == before.end() || old->second != stamp) changed.insert(path);
  }
  for (const auto& [path, stamp] : before) {
    if (!known_.contains(path)) changed.insert(path);
  }
}

void WatchTree::note(const std::string& path) {
  const auto status = look_at(path);
  if (!status) {
    known_.erase(path);
    return;
  }
  // The change time moves with content, mode and name alike; only its change counts, not its value.
  constexpr std::int64_t kSecond = 1'000'000'000;
  known_[path] = {status->st_ino, status->st_ctim.tv_sec * kSecond + status->st_ctim.tv_nsec};
}

bool WatchTree::is_ours(const std::string& path) const {
  for (std::string at = path;; at = parent_of(at)) {
    if (roots_.contains(at)) return true;
    if (at == "/") return false;
  }
}

bool WatchTree::leads_to_root(const std::string& path) const {
  for (const std::string& root : roots_) {
    if (lies_in(root, path)) return true;
  }
  return false;
}

}  // namespace devstack::io

// The folders that inotify watches for us, and what is known of the files in them.
#pragma once

#include <sys/inotify.h>
#include <sys/stat.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "devstack/io/file_watcher.hpp"

namespace devstack::io {

/// Turns events of folders into changed paths, and keeps a watch on every folder below its roots.
/// Owns the descriptor; knows nothing of the loop.
class WatchTree {
 public:
  explicit WatchTree(FileWatcher::SkipFolder skip);
  ~WatchTree();
  WatchTree(const WatchTree&) = delete;
  WatchTree& operator=(const WatchTree&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_; }
  void add_root(const std::string& path);
  /// Reads all events that wait, without blocking.
  void read(ChangedPaths& changed);

 private:
  /// Enough to see that a file is not the one that it was.
  struct Stamp {
    ino_t inode = 0;
    std::int64_t changed_ns = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  enum class Tell { kContent, kNothing };

  void handle(const inotify_event& event, std::string_view name, ChangedPaths& changed);
  void watch_folder(const std::string& path);
  /// Watches what leads to a root: its folder, or as much of that as exists.
  void watch_way_to(const std::string& root);
  void enter(const std::string& path, Tell tell, ChangedPaths& changed);
  void leave(const std::string& path);
  void look_at_everything(ChangedPaths& changed);
  void note(const std::string& path);
  [[nodiscard]] bool is_ours(const std::string& path) const;
  [[nodiscard]] bool leads_to_root(const std::string& path) const;

  FileWatcher::SkipFolder skip_;
  int descriptor_;
  std::set<std::string> roots_;
  std::unordered_map<int, std::string> folders_;     // by watch
  std::map<std::string, int, std::less<>> watches_;  // by folder
  std::map<std::string, Stamp, std::less<>> known_;  // below the roots
  bool lost_count_ = false;
};

}  // namespace devstack::io

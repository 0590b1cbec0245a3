// Changes of files, told by the kernel (inotify): nothing is polled.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "devstack/base/task.hpp"
#include "devstack/io/loop.hpp"

namespace devstack::io {

/// Absolute paths. One that is gone stands for all that was below it.
using ChangedPaths = std::set<std::string>;

/// Watches files and folders with all that is below them, folders that are made or moved there
/// later included. Symbolic links below are not followed. Loop thread.
class FileWatcher {
 public:
  /// True for a folder that is not entered: what happens in there is not told.
  using SkipFolder = std::function<bool(const std::string& folder)>;

  /// Throws Error DS4004 where the kernel gives no more watches.
  explicit FileWatcher(Loop& loop, SkipFolder skip = {});
  ~FileWatcher();
  FileWatcher(const FileWatcher&) = delete;
  FileWatcher& operator=(const FileWatcher&) = delete;

  /// From now on changes of `path` (absolute, without a slash at its end) are told. It may not
  /// exist yet; what it holds when it comes is told then. Throws Error DS4004.
  void add(const std::string& path);

  /// Resumes with what has changed since the last time, at least one path. Where the kernel lost
  /// count, everything is looked at again. A task that is given up loses nothing. One waiter.
  [[nodiscard]] Task<ChangedPaths> next();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace devstack::io

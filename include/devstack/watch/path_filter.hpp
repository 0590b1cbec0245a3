// Patterns of files, as `.dockerignore` has them, against absolute paths.
#pragma once

#include <string>
#include <vector>

#include "devstack/engine/tar.hpp"

namespace devstack::watch {

class PathFilter {
 public:
  /// Patterns are relative to `folder`, or absolute and below it. As in Docker Compose a pattern
  /// `*` stands for nothing here: watched files are named by `path`.
  PathFilter(std::string folder, const std::vector<std::string>& patterns);

  /// The path, or a folder that it is in, fits; never for what is not below the folder.
  [[nodiscard]] bool matches(const std::string& path) const;
  /// Everything below `folder` fits.
  [[nodiscard]] bool matches_all_below(const std::string& folder) const;

 private:
  [[nodiscard]] std::string relative(const std::string& path) const;

  std::string folder_;  ///< with a slash at its end
  engine::DockerIgnore patterns_;
};

/// What editors leave behind for a moment, and version control's own files.
[[nodiscard]] const std::vector<std::string>& passing_files();

}  // namespace devstack::watch

// Source of the rules: docker/compose pkg/watch/dockerignore.go and ephemeral.go.
#include "devstack/watch/path_filter.hpp"

#include <algorithm>
#include <utility>

#include "devstack/base/text.hpp"

namespace devstack::watch {
namespace {

std::string with_slash(std::string folder) {
  if (!folder.ends_with('/')) folder += '/';
  return folder;
}

/// Lines for a .dockerignore file at `folder` (with a slash).
std::string lines_at(const std::string& folder, const std::vector<std::string>& patterns) {
  const bool everything = std::find(patterns.begin(), patterns.end(), "*") != patterns.end();
  std::string text;
  for (const std::string& line : patterns) {
    std::string_view pattern = trim(line);
    const bool negated = pattern.starts_with('!');
    if (everything && !negated) continue;
    if (negated) pattern.remove_prefix(1);
    if (pattern.starts_with('/')) {
      if (!pattern.starts_with(folder)) continue;
      pattern.remove_prefix(folder.size());
    }
    // A dot keeps "#name" from being a comment.
    text += std::string(negated ? "!" : "") + "./" + std::string(pattern) + "\n";
  }
  return text;
}

}  // namespace

PathFilter::PathFilter(std::string folder, const std::vector<std::string>& patterns)
    : folder_(with_slash(std::move(folder))), patterns_(lines_at(folder_, patterns)) {}

std::string PathFilter::relative(const std::string& path) const {
  return path.starts_with(folder_) ? path.substr(folder_.size()) : std::string();
}

bool PathFilter::matches(const std::string& path) const {
  const std::string below = relative(path);
  return !below.empty() && patterns_.excludes(below);
}

bool PathFilter::matches_all_below(const std::string& folder) const {
  const std::string below = relative(folder);
  return !below.empty() && patterns_.prunes(below);
}

const std::vector<std::string>& passing_files() {
  static const std::vector<std::string> patterns{
      "**/.git",  // version control
      "**/*___jb_old___", "**/*___jb_tmp___",
      "**/.idea/**",                 // JetBrains
      "**/.#*",           "**/#*#",  // Emacs
      "**/4913",          "**/*~",
      "**/.*.swp",        "**/.*.swx",
      "**/.*.swo",        "**/.*.swn",  // Vim
  };
  return patterns;
}

}  // namespace devstack::watch

// .dockerignore: patterns of shell globs by path parts, `**` for any number of parts, `!` for
// exceptions; a pattern that matches a folder covers all below it; the last match decides.
#include <fnmatch.h>

#include <algorithm>

#include "devstack/base/text.hpp"
#include "devstack/engine/tar.hpp"

namespace devstack::engine {

namespace {

using Parts = std::vector<std::string>;

/// "./a//b/" → {"a", "b"}; ".." takes back what it can.
Parts path_parts(std::string_view path) {
  Parts parts;
  for (const std::string_view part : split(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part == ".." && !parts.empty()) {
      parts.pop_back();
    } else if (part != "..") {
      parts.emplace_back(part);
    }
  }
  return parts;
}

/// "**.pyc" means the same as "**/*.pyc".
Parts any_depth(const Parts& written) {
  Parts parts;
  for (const std::string& part : written) {
    const bool glued = part.size() > 2 && part.starts_with("**");
    if (glued) parts.emplace_back("**");
    parts.push_back(glued ? part.substr(1) : part);
  }
  return parts;
}

bool matches_part(const std::string& pattern, const std::string& part) {
  return fnmatch(pattern.c_str(), part.c_str(), FNM_PATHNAME) == 0;
}

/// True if `pattern` matches `path` or one of its parent folders. Row by row over the pattern's
/// parts, so that many `**` cost no more than the product of both lengths.
bool covers(const Parts& pattern, const Parts& path) {
  std::vector<bool> reached(path.size() + 1, false);
  reached[0] = true;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const std::string& part = pattern[at];
    std::vector<bool> next(path.size() + 1, false);
    if (part == "**") {
      const auto first = std::find(reached.begin(), reached.end(), true);
      // At its end it stands for what is below a folder, not for the folder.
      const auto skipped = (first - reached.begin()) + (at + 1 == pattern.size() ? 1 : 0);
      if (first != reached.end()) {
        std::fill(next.begin() + std::min<std::ptrdiff_t>(skipped, std::ssize(next)), next.end(),
                  true);
      }
    } else {
      for (std::size_t i = 0; i < path.size(); ++i) {
        next[i + 1] = reached[i] && matches_part(part, path[i]);
      }
    }
    reached = std::move(next);
  }
  return std::find(reached.begin() + 1, reached.end(), true) != reached.end();
}

}  // namespace

DockerIgnore::DockerIgnore(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  for (std::string_view line : split(text, '\n')) {
    if (line.starts_with('#')) continue;
    line = trim(line);
    Pattern pattern;
    if (line.starts_with('!')) {
      pattern.negated = true;
      line = trim(line.substr(1));
    }
    pattern.parts = any_depth(path_parts(line));
    if (!pattern.parts.empty()) patterns_.push_back(std::move(pattern));
  }
}

bool DockerIgnore::excludes(std::string_view path) const {
  const Parts parts = path_parts(path);
  for (auto pattern = patterns_.rbegin(); pattern != patterns_.rend(); ++pattern) {
    if (covers(pattern->parts, parts)) return !pattern->negated;
  }
  return false;
}

bool DockerIgnore::prunes(std::string_view folder) const {
  const bool has_exceptions = std::any_of(patterns_.begin(), patterns_.end(),
                                          [](const Pattern& pattern) { return pattern.negated; });
  return !has_exceptions && excludes(folder);
}

}  // namespace devstack::engine

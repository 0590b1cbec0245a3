// One walk per pattern, from the deepest folder that it names without a wildcard.
#include "reconcile/input_glob.hpp"

#include <fnmatch.h>

#include <filesystem>
#include <set>
#include <span>
#include <system_error>

#include "devstack/base/text.hpp"

namespace devstack::reconcile {
namespace {

namespace fs = std::filesystem;

using Components = std::vector<std::string>;

Components components_of(std::string_view path) {
  Components parts;
  for (const std::string_view part : split(path, '/')) {
    if (!part.empty() && part != ".") parts.emplace_back(part);
  }
  return parts;
}

bool has_wildcard(const std::string& component) {
  return component.find_first_of("*?[") != std::string::npos;
}

bool matches(std::span<const std::string> pattern, std::span<const std::string> path) {
  if (pattern.empty()) return path.empty();
  if (pattern.front() == "**") {
    for (std::size_t skipped = 0; skipped <= path.size(); ++skipped) {
      if (matches(pattern.subspan(1), path.subspan(skipped))) return true;
    }
    return false;
  }
  if (path.empty()) return false;
  const bool same = fnmatch(pattern.front().c_str(), path.front().c_str(), FNM_PERIOD) == 0;
  return same && matches(pattern.subspan(1), path.subspan(1));
}

void add_file(const fs::path& root, const fs::path& file, std::set<std::string>& found) {
  found.insert(file.lexically_relative(root).generic_string());
}

/// Every regular file under `folder` whose path from there matches.
void walk(const fs::path& root, const fs::path& folder, std::span<const std::string> pattern,
          std::set<std::string>& found) {
  std::error_code error;
  const auto options = fs::directory_options::skip_permission_denied;
  for (fs::recursive_directory_iterator entry(folder, options, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code type_error;
    if (!entry->is_regular_file(type_error)) continue;
    const std::string path = entry->path().lexically_relative(folder).generic_string();
    if (matches(pattern, components_of(path))) add_file(root, entry->path(), found);
  }
}

void expand(const fs::path& root, const std::string& pattern, std::set<std::string>& found) {
  Components parts = components_of(pattern);
  fs::path folder = pattern.starts_with('/') ? fs::path("/") : root;
  std::size_t literal = 0;
  while (literal < parts.size() && !has_wildcard(parts[literal])) folder /= parts[literal++];
  std::error_code error;
  if (fs::is_regular_file(folder, error)) {
    if (literal == parts.size()) add_file(root, folder.lexically_normal(), found);
    return;
  }
  Components rest(parts.begin() + static_cast<std::ptrdiff_t>(literal), parts.end());
  if (rest.empty()) rest = {"**", "*"};
  walk(root, folder.lexically_normal(), rest, found);
}

}  // namespace

std::vector<std::string> expand_globs(const std::string& directory,
                                      const std::vector<std::string>& patterns) {
  std::set<std::string> found;
  for (const std::string& pattern : patterns) expand(directory, pattern, found);
  return {found.begin(), found.end()};
}

}  // namespace devstack::reconcile

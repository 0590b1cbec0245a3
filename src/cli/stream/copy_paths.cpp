// Paths as text: a trailing "/." and "/" mean something.
#include "cli/stream/copy_paths.hpp"

#include <fmt/format.h>

#include "devstack/base/error.hpp"

namespace devstack::cli {
namespace {

bool means_contents(std::string_view path) { return path == "." || path.ends_with("/."); }

std::string_view trimmed(std::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  return path;
}

}  // namespace

std::optional<ServicePath> parse_service_path(const std::string& text) {
  if (text.starts_with('/') || text.starts_with('.')) return std::nullopt;
  const auto colon = text.find(':');
  if (colon == std::string::npos || colon == 0) return std::nullopt;
  ServicePath result{text.substr(0, colon), text.substr(colon + 1)};
  // Relative paths begin at the root, as in Docker.
  if (!result.path.starts_with('/')) result.path.insert(0, 1, '/');
  return result;
}

std::string last_name(std::string_view path) {
  path = trimmed(path);
  const auto slash = path.rfind('/');
  const auto name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  return name == "." || name == ".." ? std::string() : std::string(name);
}

std::string parent_of(std::string_view path) {
  path = trimmed(path);
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return slash == 0 ? "/" : std::string(path.substr(0, slash));
}

std::string without_dot(const std::string& path) {
  if (!path.ends_with("/.")) return path;
  return path.size() == 2 ? "/" : path.substr(0, path.size() - 2);
}

CopyPlace place_copy(const std::string& source, FileKind source_kind, const std::string& target,
                     FileKind target_kind) {
  const bool wants_folder = target.ends_with('/') || means_contents(target);
  switch (target_kind) {
    case FileKind::kFolder:
      return {without_dot(target), means_contents(source) ? "" : last_name(source)};
    case FileKind::kFile:
      if (source_kind == FileKind::kFolder) {
        throw UsageError(
            fmt::format("the folder {} cannot be copied over the file {}", source, target));
      }
      if (wants_folder) throw UsageError(fmt::format("{} is no folder", target));
      return {parent_of(target), last_name(target)};
    case FileKind::kMissing:
      if (source_kind == FileKind::kFile && wants_folder) {
        throw UsageError(fmt::format("there is no folder {}", target));
      }
      return {parent_of(without_dot(target)), last_name(without_dot(target))};
  }
  return {};
}

}  // namespace devstack::cli

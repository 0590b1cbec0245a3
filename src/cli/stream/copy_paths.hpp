// What goes where when files are copied: `docker cp`'s rules. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace devstack::cli {

/// SERVICE:PATH; empty for a path of this host, which begins with '/' or '.' where it has a colon.
struct ServicePath {
  std::string service, path;
};
[[nodiscard]] std::optional<ServicePath> parse_service_path(const std::string& text);

enum class FileKind { kMissing, kFile, kFolder };

/// Where the members of an archive go: under `folder`, and what the source is called becomes
/// `name`; empty: only what the source folder holds is copied.
struct CopyPlace {
  std::string folder, name;
};

/// `source` as written ("dir/." means what it holds). `missing` and so on is what is there now.
/// Throws UsageError for what makes no sense: a folder over a file, a file into a missing folder.
[[nodiscard]] CopyPlace place_copy(const std::string& source, FileKind source_kind,
                                   const std::string& target, FileKind target_kind);

/// "/a/b/" to "b"; "/" and "." have none.
[[nodiscard]] std::string last_name(std::string_view path);
/// "/a/b/" to "/a", "b" to "."
[[nodiscard]] std::string parent_of(std::string_view path);
/// "dir/." to "dir": what the archive is asked for.
[[nodiscard]] std::string without_dot(const std::string& path);

}  // namespace devstack::cli

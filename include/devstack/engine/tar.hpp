// Uncompressed tar archives, made in memory or from folders (libarchive).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace devstack::engine {

struct TarEntry {
  std::string path;     ///< inside the archive
  std::string content;  ///< of a regular file
  std::uint32_t mode = 0644;
  std::uint32_t uid = 0, gid = 0;
};

/// An archive of these files; parent folders are not added. Deterministic: time stamps are zero.
[[nodiscard]] std::string make_tar(const std::vector<TarEntry>& entries);

/// Patterns of a .dockerignore file: `**`, `!` exceptions, comments; the last match decides.
class DockerIgnore {
 public:
  explicit DockerIgnore(std::string_view text);
  /// `path` is relative to the context, with '/' and without a leading one.
  [[nodiscard]] bool excludes(std::string_view path) const;
  /// True if no exception can bring back anything below an excluded folder.
  [[nodiscard]] bool prunes(std::string_view folder) const;

 private:
  struct Pattern {
    std::vector<std::string> parts;
    bool negated = false;
  };
  std::vector<Pattern> patterns_;
};

/// Walks a build context in order and gives it as tar, piece by piece. Symbolic links are stored,
/// never followed; sockets, devices and pipes are left out. Throws HostError.
class ContextTar {
 public:
  /// `extra` files are added (an inline Dockerfile) and win over files of the same name.
  ContextTar(std::string directory, DockerIgnore ignore, std::vector<TarEntry> extra);
  ~ContextTar();
  /// The next piece (up to 256 KiB), empty at the end.
  [[nodiscard]] std::string next();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace devstack::engine

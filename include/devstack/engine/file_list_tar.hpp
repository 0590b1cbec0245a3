// Single files of this host as a stream of tar bytes: what `watch` copies into containers.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace devstack::engine {

struct TarSource {
  std::string host_path;
  std::string path;  ///< inside the archive, without a slash at its begin
};

/// Packs while it is sent: modes, owners and times are those of the host. A folder is packed
/// without what it holds; links are stored, never followed; what is gone meanwhile, and sockets,
/// devices and pipes are left out.
class FileListTar {
 public:
  explicit FileListTar(std::vector<TarSource> sources);
  ~FileListTar();
  /// The next piece (about 256 KiB), empty at the end. Throws HostError.
  [[nodiscard]] std::string next();
  /// Left out as well: "cannot read /x: Permission denied" each.
  [[nodiscard]] const std::vector<std::string>& unreadable() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace devstack::engine

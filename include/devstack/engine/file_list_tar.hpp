// Single files of this host as a stream of tar bytes: what `watch` copies into containers.
#pragma once

#include <sys/types.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace devstack::engine {

struct FileOwnerIds {
  uid_t uid = 0;
  gid_t gid = 0;
};

struct TarSource {
  std::string host_path;
  std::string path;  ///< inside the archive, without a slash at its begin
};

/// Packs while it is sent: modes, times and, unless told, owners are those of the host. A folder is
/// packed without what it holds; links are stored, never followed; what is gone meanwhile, and
/// sockets, devices and pipes are left out.
class FileListTar {
 public:
  explicit FileListTar(std::vector<TarSource> sources, std::optional<FileOwnerIds> owner = {});
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

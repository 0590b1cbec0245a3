// The backup file: a tar of manifest.json and one payload an entry. Written beside its name and
// renamed when it has been read back; read with the manifest as the measure of everything.
#pragma once

#include <string>

#include "devstack/data/manifest.hpp"

namespace devstack::data {

/// The one folder at the top of a volume's tar: the volume itself, so that its owner and mode are
/// in it, too.
inline constexpr char kVolumeFolder[] = "volume";

/// Payloads on their way into or out of an archive: a folder of this host, 0700, removed with what
/// is in it at the end. One that a killed run left is emptied first.
class Spool {
 public:
  /// Throws HostError.
  explicit Spool(std::string folder);
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  [[nodiscard]] const std::string& folder() const { return folder_; }
  /// Where the payload of the manifest's entry number `index` lies.
  [[nodiscard]] std::string payload(std::size_t index) const;
  /// Bytes that can still be written there.
  [[nodiscard]] std::int64_t free() const;

 private:
  std::string folder_;
};

/// SHA-256 and size of a file, which is read without being held in memory. Throws HostError.
struct Digest {
  std::string sha256;
  std::int64_t bytes = 0;
};
[[nodiscard]] Digest digest_of(const std::string& path);

/// Members of a volume's tar. Throws Error DS5001 for a damaged one and DS5006 for one with a
/// member that would not stay in the volume, or a device. `file` and `name` are named in the error.
[[nodiscard]] std::int64_t check_volume_tar(const std::string& file, const std::string& name,
                                            const std::string& path);

/// Fills in sizes and hashes from the payloads, packs, reads back, renames: `path` is the old file
/// or the whole new one at any moment. Blocks: for a worker thread. Throws HostError, Error DS5001.
void write_archive_file(const std::string& path, Manifest& manifest, const Spool& spool);

/// Reads only the manifest. Throws HostError, Error DS5001, DS5003, DS5006.
[[nodiscard]] Manifest read_manifest(const std::string& path);

/// Extracts the payloads into the spool and verifies all of it: every member is in the manifest, of
/// its size and hash; nothing is missing; a volume's tar stays inside its volume. Blocks. Throws
/// HostError, Error DS5001, DS5002, DS5003, DS5006, DS5011.
[[nodiscard]] Manifest unpack_archive(const std::string& path, const Spool& spool);

}  // namespace devstack::data

#include "devstack/data/archive.hpp"
#include "devstack/base/text.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <set>
#include <vector>

#include "data/payload_file.hpp"
#include "devstack/base/error.hpp"
#include "devstack/base/file_descriptor.hpp"
#include "devstack/data/errors.hpp"
#include "devstack/data/snapshot_store.hpp"
#include "devstack/engine/tar_file.hpp"

namespace devstack::data {
namespace {

namespace fs = std::filesystem;
using engine::TarError;
using engine::TarFileReader;

constexpr std::size_t kPiece = std::size_t{1} << 20;

/// The name of a renamed file is on the disk only with its folder; some file systems know of no
/// such thing.
void sync_folder(const std::string& path) {
  const std::string parent = fs::path(path).parent_path().string();
  const std::string folder = parent.empty() ? "." : parent;
  const FileDescriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!file.valid()) return;
  if (::fsync(file.get()) != 0 && errno != EINVAL) throw HostError("cannot write", folder, errno);
}

/// A file beside its later name, which goes unless it gets that name.
class Partial {
 public:
  explicit Partial(const std::string& path) : path_(path + ".partial") { remove(); }
  ~Partial() { remove(); }
  Partial(const Partial&) = delete;
  Partial& operator=(const Partial&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  void become(const std::string& name) const {
    if (std::rename(path_.c_str(), name.c_str()) == 0) return;
    throw HostError("cannot write", name, errno);
  }

 private:
  void remove() const {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  std::string path_;
};

/// One member into a file, never more than its header and the manifest agree on.
void extract(const std::string& file, TarFileReader& reader, const ManifestEntry& entry,
             const std::string& target) {
  PayloadFile out(target);
  std::vector<char> buffer(kPiece);
  std::int64_t left = entry.bytes;
  for (;;) {
    const std::size_t count = reader.read(buffer.data(), buffer.size());
    if (count == 0) break;
    left -= static_cast<std::int64_t>(count);
    if (left < 0) throw archive_unsafe(file, entry.file + " is longer than its manifest says");
    out.write({buffer.data(), count});
  }
  out.close();
  if (left != 0) throw archive_damaged(file, entry.file + " is cut short");
}

bool is_plain_member(const TarFileReader::Member& member) {
  return member.kind == TarFileReader::Kind::kFile && engine::stays_inside(member.name);
}

Manifest read_first(const std::string& file, TarFileReader& reader) {
  const auto member = reader.next();
  if (!member) throw archive_damaged(file, "it is empty");
  if (!is_plain_member(*member)) throw archive_unsafe(file, "member " + member->name);
  if (member->name != kManifestName) throw archive_damaged(file, "it begins with no manifest");
  if (member->size > kMaxManifestBytes) throw archive_unsafe(file, "a manifest of that size");
  std::string text(static_cast<std::size_t>(member->size), '\0');
  std::size_t filled = 0;
  while (filled < text.size()) {
    const std::size_t count = reader.read(text.data() + filled, text.size() - filled);
    if (count == 0) throw archive_damaged(file, "its manifest is cut short");
    filled += count;
  }
  return parse_manifest(file, text);
}

bool is_in_volume(const std::string& name) {
  return engine::stays_inside(name) && lies_in(name, kVolumeFolder);
}

std::size_t index_of(const std::string& file, const Manifest& manifest, const std::string& name) {
  for (std::size_t i = 0; i < manifest.entries.size(); ++i) {
    if (manifest.entries[i].file == name) return i;
  }
  throw archive_unsafe(file, name + " is not in the manifest");
}

void verify_payload(const std::string& file, const ManifestEntry& entry, const std::string& path) {
  if (digest_of(path).sha256 != entry.sha256) throw checksum_differs(file, entry.file);
  if (entry.kind != BackupKind::kVolume) return;
  [[maybe_unused]] const auto members = check_volume_tar(file, entry.file, path);
}

Manifest unpack(const std::string& file, TarFileReader& reader, const Spool& spool) {
  const Manifest manifest = read_first(file, reader);
  require_space(manifest.bytes(), spool.free());
  std::set<std::size_t> seen;
  while (const auto member = reader.next()) {
    if (!is_plain_member(*member)) throw archive_unsafe(file, "member " + member->name);
    const std::size_t index = index_of(file, manifest, member->name);
    const ManifestEntry& entry = manifest.entries[index];
    if (!seen.insert(index).second) throw archive_unsafe(file, "twice " + member->name);
    if (member->size != entry.bytes) {
      throw archive_unsafe(file, member->name + " has another size than in the manifest");
    }
    extract(file, reader, entry, spool.payload(index));
  }
  if (seen.size() != manifest.entries.size()) throw archive_damaged(file, "members are missing");
  for (std::size_t i = 0; i < manifest.entries.size(); ++i) {
    verify_payload(file, manifest.entries[i], spool.payload(i));
  }
  return manifest;
}

}  // namespace

std::int64_t check_volume_tar(const std::string& file, const std::string& name,
                              const std::string& path) {
  using Kind = TarFileReader::Kind;
  std::int64_t members = 0;
  try {
    TarFileReader reader(path);
    while (const auto member = reader.next()) {
      ++members;
      const bool is_bad_link = member->kind == Kind::kHardLink && !is_in_volume(member->target);
      if (!is_in_volume(member->name) || is_bad_link || member->kind == Kind::kDevice) {
        throw archive_unsafe(
            file, name + ": " + member->name + (is_bad_link ? " linked to " + member->target : ""));
      }
    }
  } catch (const TarError& error) {
    throw archive_damaged(file, name + ": " + error.what());
  }
  return members;
}

void write_archive_file(const std::string& path, Manifest& manifest, const Spool& spool) {
  for (std::size_t i = 0; i < manifest.entries.size(); ++i) {
    const Digest digest = digest_of(spool.payload(i));
    manifest.entries[i].bytes = digest.bytes;
    manifest.entries[i].sha256 = digest.sha256;
  }
  const Partial partial(path);
  engine::TarFileWriter writer(partial.path());
  writer.add_text(kManifestName, to_text(manifest));
  for (std::size_t i = 0; i < manifest.entries.size(); ++i) {
    writer.add_file(manifest.entries[i].file, spool.payload(i));
  }
  writer.finish();
  const Spool again(spool.folder() + "/read-back");
  [[maybe_unused]] const Manifest read = unpack_archive(partial.path(), again);
  partial.become(path);
  sync_folder(path);
}

Manifest read_manifest(const std::string& path) {
  try {
    TarFileReader reader(path);
    return read_first(path, reader);
  } catch (const TarError& error) {
    throw archive_damaged(path, error.what());
  }
}

Manifest unpack_archive(const std::string& path, const Spool& spool) {
  try {
    TarFileReader reader(path);
    return unpack(path, reader, spool);
  } catch (const TarError& error) {
    throw archive_damaged(path, error.what());
  }
}

}  // namespace devstack::data

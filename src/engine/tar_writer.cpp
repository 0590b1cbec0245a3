#include "engine/tar_writer.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <cerrno>
#include <utility>

#include "devstack/base/error.hpp"

namespace devstack::engine {

namespace {

using EntryPtr = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

EntryPtr make_entry(const std::string& path, unsigned type, std::uint32_t mode) {
  EntryPtr entry(archive_entry_new(), &archive_entry_free);
  // Names are bytes. libarchive's UTF-8 setter loses a name that the locale cannot express, and its
  // pax writer then crashes.
  archive_entry_set_pathname(entry.get(), path.c_str());
  archive_entry_set_filetype(entry.get(), type);
  archive_entry_set_perm(entry.get(), static_cast<mode_t>(mode));
  archive_entry_set_mtime(entry.get(), 0, 0);  // the same tree gives the same bytes
  return entry;
}

}  // namespace

struct TarWriter::Impl {
  archive* handle = archive_write_new();
  std::string buffer;

  void check(int result, const std::string& path) const {
    if (result >= ARCHIVE_WARN) return;
    const int number = archive_errno(handle);
    throw HostError("cannot pack", path, number > 0 ? number : EINVAL);
  }
  void header(const EntryPtr& entry, const std::string& path) const {
    check(archive_write_header(handle, entry.get()), path);
  }
};

TarWriter::TarWriter() : impl_(std::make_unique<Impl>()) {
  archive_write_set_format_pax_restricted(impl_->handle);
  archive_write_set_bytes_per_block(impl_->handle, 0);
  const auto append = [](archive*, void* self, const void* bytes, std::size_t size) -> la_ssize_t {
    static_cast<Impl*>(self)->buffer.append(static_cast<const char*>(bytes), size);
    return static_cast<la_ssize_t>(size);
  };
  impl_->check(archive_write_open(impl_->handle, impl_.get(), nullptr, append, nullptr), "archive");
}

TarWriter::~TarWriter() { archive_write_free(impl_->handle); }

void TarWriter::file(const TarEntry& entry) {
  const EntryPtr header = make_entry(entry.path, AE_IFREG, entry.mode);
  archive_entry_set_uid(header.get(), entry.uid);
  archive_entry_set_gid(header.get(), entry.gid);
  archive_entry_set_size(header.get(), static_cast<la_int64_t>(entry.content.size()));
  impl_->header(header, entry.path);
  data(entry.content);
}

void TarWriter::directory(const std::string& path, std::uint32_t mode) {
  impl_->header(make_entry(path, AE_IFDIR, mode), path);
}

void TarWriter::symlink(const std::string& path, const std::string& target) {
  const EntryPtr header = make_entry(path, AE_IFLNK, 0777);
  archive_entry_set_symlink(header.get(), target.c_str());
  impl_->header(header, path);
}

void TarWriter::begin_file(const std::string& path, std::uint32_t mode, std::int64_t size) {
  const EntryPtr header = make_entry(path, AE_IFREG, mode);
  archive_entry_set_size(header.get(), size);
  impl_->header(header, path);
}

void TarWriter::begin_like_host(const std::string& path, const struct stat& status,
                                const std::string& target) {
  constexpr std::uint32_t kPermissions = 07777;
  const EntryPtr header = make_entry(path, status.st_mode & S_IFMT, status.st_mode & kPermissions);
  archive_entry_set_uid(header.get(), status.st_uid);
  archive_entry_set_gid(header.get(), status.st_gid);
  archive_entry_set_mtime(header.get(), status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
  if (S_ISLNK(status.st_mode)) archive_entry_set_symlink(header.get(), target.c_str());
  if (S_ISREG(status.st_mode)) archive_entry_set_size(header.get(), status.st_size);
  impl_->header(header, path);
}

void TarWriter::data(std::string_view bytes) {
  if (bytes.empty()) return;
  const la_ssize_t written = archive_write_data(impl_->handle, bytes.data(), bytes.size());
  impl_->check(static_cast<int>(written < 0 ? written : ARCHIVE_OK), "archive");
}

void TarWriter::finish() { impl_->check(archive_write_close(impl_->handle), "archive"); }

std::string TarWriter::take() { return std::exchange(impl_->buffer, {}); }
std::size_t TarWriter::pending() const { return impl_->buffer.size(); }

}  // namespace devstack::engine

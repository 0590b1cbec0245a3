// Members one after the other into a file that is complete or worthless.
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "devstack/base/error.hpp"
#include "devstack/base/file_descriptor.hpp"
#include "devstack/engine/tar_file.hpp"

namespace devstack::engine {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 20;

FileDescriptor open_file(const std::string& path, int flags, const char* doing) {
  FileDescriptor file(::open(path.c_str(), flags | O_CLOEXEC, 0600));
  if (!file.valid()) throw HostError(doing, path, errno);
  return file;
}

}  // namespace

struct TarFileWriter::Impl {
  explicit Impl(const std::string& file)
      : path(file), out(open_file(file, O_WRONLY | O_CREAT | O_EXCL, "cannot write")) {}
  ~Impl() { archive_write_free(handle); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void check(la_ssize_t result) const {
    if (result >= ARCHIVE_WARN) return;
    const int number = archive_errno(handle);
    throw HostError("cannot write", path, number > 0 ? number : EIO);
  }
  void header(const std::string& name, std::int64_t size) const {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0600);
    archive_entry_set_mtime(entry, 0, 0);  // the manifest tells the time
    archive_entry_set_size(entry, size);
    const int result = archive_write_header(handle, entry);
    archive_entry_free(entry);
    check(result);
  }

  std::string path;
  FileDescriptor out;
  archive* handle = archive_write_new();
};

bool tar_files_are_compressed() {
#ifdef DEVSTACK_TAR_GZIP
  return true;
#else
  return false;
#endif
}

TarFileWriter::TarFileWriter(const std::string& path) : impl_(std::make_unique<Impl>(path)) {
  impl_->check(archive_write_set_format_pax_restricted(impl_->handle));
#ifdef DEVSTACK_TAR_GZIP
  impl_->check(archive_write_add_filter_gzip(impl_->handle));
  impl_->check(archive_write_set_filter_option(impl_->handle, "gzip", "compression-level", "1"));
#endif
  impl_->check(archive_write_open_fd(impl_->handle, impl_->out.get()));
}

TarFileWriter::~TarFileWriter() = default;

void TarFileWriter::add_text(const std::string& name, std::string_view text) {
  impl_->header(name, static_cast<std::int64_t>(text.size()));
  impl_->check(archive_write_data(impl_->handle, text.data(), text.size()));
}

void TarFileWriter::add_file(const std::string& name, const std::string& source) {
  const FileDescriptor in = open_file(source, O_RDONLY, "cannot read");
  struct stat status {};
  if (::fstat(in.get(), &status) != 0) throw HostError("cannot read", source, errno);
  impl_->header(name, status.st_size);
  std::vector<char> buffer(kPiece);
  for (;;) {
    const ssize_t count = ::read(in.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw HostError("cannot read", source, errno);
    if (count == 0) return;
    impl_->check(archive_write_data(impl_->handle, buffer.data(), static_cast<std::size_t>(count)));
  }
}

void TarFileWriter::finish() {
  impl_->check(archive_write_close(impl_->handle));
  if (::fsync(impl_->out.get()) != 0) throw HostError("cannot write", impl_->path, errno);
}

}  // namespace devstack::engine

// Members of an archive from outside. Nothing is extracted here: names are only told.
#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "devstack/base/error.hpp"
#include "devstack/base/text.hpp"
#include "devstack/engine/tar_file.hpp"

namespace devstack::engine {
namespace {

constexpr std::size_t kBlock = std::size_t{64} << 10;

std::string text_of(const char* text) { return text == nullptr ? std::string() : text; }

TarFileReader::Kind kind_of(archive_entry* entry) {
  using Kind = TarFileReader::Kind;
  if (archive_entry_hardlink(entry) != nullptr) return Kind::kHardLink;
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
      return Kind::kFile;
    case AE_IFDIR:
      return Kind::kFolder;
    case AE_IFLNK:
      return Kind::kSymlink;
    case AE_IFCHR:
    case AE_IFBLK:
      return Kind::kDevice;
    default:
      return Kind::kOther;
  }
}

}  // namespace

struct TarFileReader::Impl {
  Impl() {
    archive_read_support_format_tar(handle);
#ifdef DEVSTACK_TAR_GZIP
    archive_read_support_filter_gzip(handle);
#endif
  }
  ~Impl() {
    archive_read_free(handle);
    if (fd >= 0) ::close(fd);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  [[noreturn]] void fail() const {
    const char* words = archive_error_string(handle);
    throw TarError(words == nullptr ? "no tar archive" : words);
  }

  archive* handle = archive_read_new();
  int fd = -1;
};

TarFileReader::TarFileReader(const std::string& path) : impl_(std::make_unique<Impl>()) {
  impl_->fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (impl_->fd < 0) throw HostError("cannot read", path, errno);
  if (archive_read_open_fd(impl_->handle, impl_->fd, kBlock) != ARCHIVE_OK) impl_->fail();
}

TarFileReader::~TarFileReader() = default;

std::optional<TarFileReader::Member> TarFileReader::next() {
  archive_entry* entry = nullptr;
  const int result = archive_read_next_header(impl_->handle, &entry);
  if (result == ARCHIVE_EOF) return std::nullopt;
  // A warning is about a name that no locale can show: nothing that we have written.
  if (result < ARCHIVE_WARN || entry == nullptr) impl_->fail();
  Member member;
  member.name = text_of(archive_entry_pathname(entry));
  member.kind = kind_of(entry);
  member.target = member.kind == Kind::kHardLink ? text_of(archive_entry_hardlink(entry))
                                                 : text_of(archive_entry_symlink(entry));
  member.size = archive_entry_size(entry);
  member.mode = archive_entry_perm(entry);
  member.changed_at = archive_entry_mtime(entry);
  return member;
}

std::size_t TarFileReader::read(char* buffer, std::size_t size) {
  const la_ssize_t count = archive_read_data(impl_->handle, buffer, size);
  if (count < 0) impl_->fail();
  return static_cast<std::size_t>(count);
}

bool stays_inside(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\0') != std::string_view::npos)
    return false;
  for (const auto part : split(name, '/')) {
    if (part == "..") return false;
  }
  return true;
}

}  // namespace devstack::engine

// Appends; renames at the limit.
#include "host/rotating_log.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "devstack/base/error.hpp"
#include "host/file_text.hpp"

namespace devstack::host {

RotatingLog::RotatingLog(std::string path, std::uint64_t limit)
    : path_(std::move(path)), limit_(limit) {
  const auto slash = path_.rfind('/');
  if (slash != std::string::npos && slash != 0) make_private_folders(path_.substr(0, slash));
  open();
}

void RotatingLog::open() {
  // A link that somebody left in a folder like /tmp is not followed.
  file_ = FileDescriptor(::open(
      path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600));
  struct stat status {};
  if (!file_.valid() || ::fstat(file_.get(), &status) != 0) {
    throw HostError("cannot open the log", path_, errno);
  }
  if (!S_ISREG(status.st_mode)) throw HostError("cannot open the log", path_, ENOTSUP);
  size_ = static_cast<std::uint64_t>(status.st_size);
}

void RotatingLog::rotate() {
  if (size_ == 0) return;
  std::rename(path_.c_str(), (path_ + ".1").c_str());
  try {
    open();
  } catch (const HostError&) {
    // The folder is gone, or no file can be made: what is written goes to the old file, bounded by
    // starting it anew.
    if (::ftruncate(file_.get(), 0) == 0) size_ = 0;
  }
}

void RotatingLog::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (size_ >= limit_) rotate();
    const std::uint64_t room = limit_ > size_ ? limit_ - size_ : bytes.size();
    const auto piece =
        bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(room, bytes.size())));
    const ssize_t written = ::write(file_.get(), piece.data(), piece.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    size_ += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace devstack::host

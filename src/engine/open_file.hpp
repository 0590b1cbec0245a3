// A file of this host, read piece by piece into an archive.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "devstack/base/error.hpp"

namespace devstack::engine {

/// Never follows a link, never waits for the other end of a pipe. Throws HostError.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path)
      : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)), path_(path) {
    if (fd_ < 0) throw HostError("cannot read", path, errno);
  }
  ~OpenFile() { ::close(fd_); }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  [[nodiscard]] struct stat status() const {
    struct stat result {};
    if (::fstat(fd_, &result) != 0) throw HostError("cannot read", path_, errno);
    return result;
  }
  [[nodiscard]] std::string read(std::size_t limit) const {
    std::string bytes(limit, '\0');
    const ssize_t size = ::read(fd_, bytes.data(), bytes.size());
    if (size < 0) throw HostError("cannot read", path_, errno);
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
  }

 private:
  int fd_;
  std::string path_;
};

}  // namespace devstack::engine

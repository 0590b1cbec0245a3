// A file of this host, read piece by piece into an archive.
#pragma once

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "devstack/base/error.hpp"
#include "devstack/base/file_descriptor.hpp"

namespace devstack::engine {

/// Never follows a link, never waits for the other end of a pipe. Throws HostError.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path)
      : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)), path_(path) {
    if (!file_.valid()) throw HostError("cannot read", path, errno);
  }

  [[nodiscard]] struct stat status() const {
    struct stat result {};
    if (::fstat(file_.get(), &result) != 0) throw HostError("cannot read", path_, errno);
    return result;
  }
  [[nodiscard]] std::string read(std::size_t limit) const {
    std::string bytes(limit, '\0');
    const ssize_t size = ::read(file_.get(), bytes.data(), bytes.size());
    if (size < 0) throw HostError("cannot read", path_, errno);
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
  }

 private:
  FileDescriptor file_;
  std::string path_;
};

}  // namespace devstack::engine

// A private folder for payloads, and their digests.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "devstack/base/error.hpp"
#include "devstack/base/hash.hpp"
#include "devstack/data/archive.hpp"

namespace devstack::data {

Spool::Spool(std::string folder) : folder_(std::move(folder)) {
  std::error_code error;
  std::filesystem::remove_all(folder_, error);
  std::filesystem::create_directories(std::filesystem::path(folder_).parent_path(), error);
  if (::mkdir(folder_.c_str(), 0700) != 0) throw HostError("cannot make", folder_, errno);
}

Spool::~Spool() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string Spool::payload(std::size_t index) const {
  return folder_ + "/payload-" + std::to_string(index);
}

std::int64_t Spool::free() const {
  struct statvfs status {};
  if (::statvfs(folder_.c_str(), &status) != 0) throw HostError("cannot look at", folder_, errno);
  return static_cast<std::int64_t>(status.f_bavail) * static_cast<std::int64_t>(status.f_frsize);
}

Digest digest_of(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (fd < 0 || ::fstat(fd, &status) != 0) {
    const int number = errno;
    if (fd >= 0) ::close(fd);
    throw HostError("cannot read", path, number);
  }
  Digest digest;
  digest.bytes = status.st_size;
  const auto size = static_cast<std::size_t>(status.st_size);
  void* bytes = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
  const int number = errno;
  ::close(fd);
  if (bytes == MAP_FAILED) throw HostError("cannot read", path, number);
  digest.sha256 = sha256_hex({static_cast<const char*>(bytes), size});
  if (bytes != nullptr) ::munmap(bytes, size);
  return digest;
}

}  // namespace devstack::data

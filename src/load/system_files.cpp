// The real file system behind load::Files.
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "devstack/base/error.hpp"
#include "devstack/load/loader.hpp"
#include "load/source_text.hpp"

namespace devstack::load {

namespace {

namespace fs = std::filesystem;

/// A file that is open, until it goes out of scope.
class OpenFile {
 public:
  /// Not blocking: a pipe without a writer would otherwise wait for one for ever.
  explicit OpenFile(const std::string& path)
      : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    if (descriptor_ < 0 && errno != ENOENT && errno != ENOTDIR) fail(errno);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  [[nodiscard]] bool exists() const { return descriptor_ >= 0; }

  /// Up to `limit` bytes.
  [[nodiscard]] std::string read(std::size_t limit) const {
    constexpr std::size_t kPiece = std::size_t{64} << 10;
    std::string text;
    while (text.size() < limit) {
      const std::size_t begin = text.size();
      text.resize(std::min(limit, begin + kPiece));
      const ssize_t got = ::read(descriptor_, text.data() + begin, text.size() - begin);
      const int error = errno;
      text.resize(begin + static_cast<std::size_t>(std::max<ssize_t>(0, got)));
      if (got == 0) break;
      if (got > 0 || error == EINTR) continue;
      if (error != EAGAIN) fail(error);
      wait_for_data();
    }
    return text;
  }

 private:
  /// For the other end of a pipe, such as a shell's `<(command)`.
  void wait_for_data() const {
    constexpr int kMilliseconds = 10'000;
    pollfd wanted{descriptor_, POLLIN, 0};
    const int ready = ::poll(&wanted, 1, kMilliseconds);
    if (ready == 0) fail(ETIMEDOUT);
    if (ready < 0 && errno != EINTR) fail(errno);
  }

  [[noreturn]] void fail(int error) const { throw HostError("cannot read", path_, error); }

  const std::string& path_;
  int descriptor_;
};

std::optional<std::string> read_file(const std::string& path) {
  const OpenFile file(path);
  if (!file.exists()) return std::nullopt;
  // One byte more than is allowed, so that who checks the size sees that it is too large.
  return file.read(kMaxFileBytes + 1);
}

std::vector<std::string> list_names(const std::string& path) {
  std::vector<std::string> names;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(path, error)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string canonical_path(const std::string& path) {
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  return error ? path : real.string();
}

}  // namespace

Files system_files() {
  Files files;
  files.read = read_file;
  files.is_directory = [](const std::string& path) {
    std::error_code error;
    return fs::is_directory(path, error);
  };
  files.list = list_names;
  files.canonical = canonical_path;
  return files;
}

}  // namespace devstack::load

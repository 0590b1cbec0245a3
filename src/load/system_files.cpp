// The real file system behind load::Files.
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "devstack/base/error.hpp"
#include "devstack/base/file_descriptor.hpp"
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
      : path_(path), file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    if (!file_.valid() && errno != ENOENT && errno != ENOTDIR) fail(errno);
  }

  [[nodiscard]] bool exists() const { return file_.valid(); }

  /// What is no regular file, such as a pipe, gives its text only once.
  [[nodiscard]] bool is_regular() const { return S_ISREG(status().st_mode); }

  /// Up to `limit` bytes.
  [[nodiscard]] std::string read(std::size_t limit) const {
    std::string text;
    const std::size_t piece = first_piece();
    while (text.size() < limit) {
      const std::size_t begin = text.size();
      text.resize(std::min(limit, begin + piece));
      const ssize_t got = ::read(file_.get(), text.data() + begin, text.size() - begin);
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
  static constexpr std::size_t kPiece = std::size_t{64} << 10;

  [[nodiscard]] struct stat status() const {
    struct stat status {};
    if (::fstat(file_.get(), &status) != 0) fail(errno);
    return status;
  }

  /// As much as there is to read, and one byte by which the end shows.
  [[nodiscard]] std::size_t first_piece() const {
    const struct stat found = status();
    return S_ISREG(found.st_mode) && found.st_size > 0 ? static_cast<std::size_t>(found.st_size) + 1
                                                       : kPiece;
  }

  /// For the other end of a pipe, such as a shell's `<(command)`.
  void wait_for_data() const {
    constexpr int kMilliseconds = 10'000;
    pollfd wanted{file_.get(), POLLIN, 0};
    const int ready = ::poll(&wanted, 1, kMilliseconds);
    if (ready == 0) fail(ETIMEDOUT);
    if (ready < 0 && errno != EINTR) fail(errno);
  }

  [[noreturn]] void fail(int error) const { throw HostError("cannot read", path_, error); }

  const std::string& path_;
  FileDescriptor file_;
};

/// Reads files. What can be read only once is kept, since a stack is looked at more than once.
class Reader {
 public:
  std::optional<std::string> operator()(const std::string& path) {
    const auto kept = kept_.find(path);
    if (kept != kept_.end()) return kept->second;
    const OpenFile file(path);
    if (!file.exists()) return std::nullopt;
    // One byte more than is allowed, so that who checks the size sees that it is too large.
    std::string text = file.read(kMaxFileBytes + 1);
    if (!file.is_regular()) kept_.emplace(path, text);
    return text;
  }

 private:
  std::map<std::string, std::string> kept_;
};

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
  files.read = [reader = std::make_shared<Reader>()](const std::string& path) {
    return (*reader)(path);
  };
  files.is_directory = [](const std::string& path) {
    std::error_code error;
    return fs::is_directory(path, error);
  };
  files.list = list_names;
  files.canonical = canonical_path;
  return files;
}

}  // namespace devstack::load

#include "mock/copy_tree.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

#include "devstack/base/file_descriptor.hpp"

namespace devstack::mock {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path) {
  throw std::system_error(errno, std::generic_category(), path);
}

FileDescriptor open_file(const std::string& path, int flags, mode_t mode = 0) {
  FileDescriptor file(::open(path.c_str(), flags | O_CLOEXEC, mode));
  if (!file.valid()) fail(path);
  return file;
}

/// Attributes that the target cannot hold are lost without a word: the content is what counts.
void copy_attributes(const std::string& from, const std::string& to) {
  std::array<char, 65536> names{};
  const ssize_t length = ::llistxattr(from.c_str(), names.data(), names.size());
  for (ssize_t at = 0; at < length;) {
    const std::string name(names.data() + at);
    at += static_cast<ssize_t>(name.size()) + 1;
    std::vector<char> value(65536);
    const ssize_t size = ::lgetxattr(from.c_str(), name.c_str(), value.data(), value.size());
    if (size < 0) continue;
    [[maybe_unused]] const int ignored =
        ::lsetxattr(to.c_str(), name.c_str(), value.data(), static_cast<std::size_t>(size), 0);
  }
}

/// Owner first: a change of owner takes the set-user-id bit away.
void copy_status(const std::string& from, const std::string& to, const struct stat& status) {
  if (::lchown(to.c_str(), status.st_uid, status.st_gid) != 0) fail(to);
  copy_attributes(from, to);
  if (!S_ISLNK(status.st_mode) && ::chmod(to.c_str(), status.st_mode & 07777) != 0) fail(to);
  const timespec times[2] = {status.st_atim, status.st_mtim};
  if (::utimensat(AT_FDCWD, to.c_str(), times, AT_SYMLINK_NOFOLLOW) != 0) fail(to);
}

void write_all_at(const FileDescriptor& out, const char* bytes, std::size_t size, off_t at,
                  const std::string& path) {
  while (size > 0) {
    const ssize_t written = ::pwrite(out.get(), bytes, size, at);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path);
    bytes += written;
    at += written;
    size -= static_cast<std::size_t>(written);
  }
}

void copy_range(const FileDescriptor& in, const FileDescriptor& out, off_t at, off_t end,
                const std::string& path) {
  std::vector<char> buffer(std::size_t{1} << 20);
  while (at < end) {
    const auto wanted = std::min<std::size_t>(buffer.size(), static_cast<std::size_t>(end - at));
    const ssize_t count = ::pread(in.get(), buffer.data(), wanted, at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(path);
    if (count == 0) return;  // it became shorter; the comparison at the end tells
    write_all_at(out, buffer.data(), static_cast<std::size_t>(count), at, path);
    at += count;
  }
}

void copy_file(const std::string& from, const std::string& to, const struct stat& status) {
  const FileDescriptor in = open_file(from, O_RDONLY | O_NOFOLLOW);
  const FileDescriptor out = open_file(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
  off_t at = 0;
  while (at < status.st_size) {
    const off_t data = ::lseek(in.get(), at, SEEK_DATA);
    if (data < 0 && errno == ENXIO) break;  // only a hole is left
    if (data < 0) {
      copy_range(in, out, at, status.st_size, from);  // a file system without holes
      break;
    }
    const off_t hole = ::lseek(in.get(), data, SEEK_HOLE);
    const off_t end = hole < 0 ? status.st_size : hole;
    copy_range(in, out, data, end, from);
    at = end;
  }
  if (::ftruncate(out.get(), status.st_size) != 0) fail(to);
}

class Copier {
 public:
  Copier(fs::path from, fs::path to) : from_(std::move(from)), to_(std::move(to)) {}

  void run() {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(from_)) {
      copy(entry.path());
    }
    finish_folders();
  }

 private:
  void copy(const fs::path& source) {
    const std::string from = source.string();
    const std::string to = (to_ / source.lexically_relative(from_)).string();
    struct stat status {};
    if (::lstat(from.c_str(), &status) != 0) fail(from);
    if (S_ISSOCK(status.st_mode) || is_linked(status, to)) return;
    if (S_ISDIR(status.st_mode)) {
      if (::mkdir(to.c_str(), 0700) != 0) fail(to);
      folders_.emplace_back(from, to);
      return;
    }
    if (S_ISREG(status.st_mode)) {
      copy_file(from, to, status);
    } else if (S_ISLNK(status.st_mode)) {
      fs::copy_symlink(from, to);
    } else if (::mknod(to.c_str(), status.st_mode & (S_IFMT | 07777), status.st_rdev) != 0) {
      fail(to);
    }
    copy_status(from, to, status);
  }

  /// A second name of a file that has been copied becomes a second name of its copy.
  bool is_linked(const struct stat& status, const std::string& to) {
    if (S_ISDIR(status.st_mode) || status.st_nlink < 2) return false;
    const auto [first, is_new] = linked_.try_emplace({status.st_dev, status.st_ino}, to);
    if (is_new) return false;
    if (::link(first->second.c_str(), to.c_str()) != 0) fail(to);
    return true;
  }

  /// Last, and from the inside out: a new entry would change a folder's time.
  void finish_folders() {
    for (auto folder = folders_.rbegin(); folder != folders_.rend(); ++folder) {
      finish_folder(folder->first, folder->second);
    }
    finish_folder(from_.string(), to_.string());
  }

  static void finish_folder(const std::string& from, const std::string& to) {
    struct stat status {};
    if (::lstat(from.c_str(), &status) != 0) fail(from);
    copy_status(from, to, status);
  }

  fs::path from_, to_;
  std::vector<std::pair<std::string, std::string>> folders_;
  std::map<std::pair<dev_t, ino_t>, std::string> linked_;
};

void clear(const std::string& folder) {
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    fs::remove_all(entry.path());
  }
}

void compare(const TreeSize& source, const TreeSize& copy, const std::string& to) {
  if (source == copy) return;
  throw std::runtime_error(to + ": the copy has " + std::to_string(copy.entries) + " entries and " +
                           std::to_string(copy.bytes) + " bytes, the original " +
                           std::to_string(source.entries) + " and " + std::to_string(source.bytes));
}

}  // namespace

TreeSize copy_tree(const std::string& from, const std::string& to, Target target) {
  if (!fs::is_directory(from)) throw std::runtime_error(from + ": is no folder");
  const TreeSize size = measure_tree(from);
  if (target == Target::kReplace) clear(to);
  if (!fs::is_empty(to)) throw std::runtime_error(to + ": is not empty");
  Copier(from, to).run();
  compare(size, measure_tree(to), to);
  const FileDescriptor folder = open_file(to, O_RDONLY | O_DIRECTORY);
  if (::syncfs(folder.get()) != 0) fail(to);
  return size;
}

}  // namespace devstack::mock

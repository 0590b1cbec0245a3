// A build context as a stream of tar bytes, packed while it is sent.
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>

#include "devstack/base/error.hpp"
#include "devstack/engine/tar.hpp"
#include "engine/open_file.hpp"
#include "engine/tar_writer.hpp"

namespace devstack::engine {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPieceBytes = 256 * 1024;
constexpr std::uint32_t kPermissions = 07777;

}  // namespace

struct ContextTar::Impl {
  std::string root;
  DockerIgnore ignore;
  std::vector<TarEntry> extra;
  std::set<std::string, std::less<>> extra_paths;
  std::vector<std::string> todo;  // relative paths, the next one last
  TarWriter writer;
  std::unique_ptr<OpenFile> open_file;
  std::int64_t file_left = 0;
  bool finished = false;

  Impl(std::string directory, DockerIgnore patterns, std::vector<TarEntry> more)
      : root(std::move(directory)), ignore(std::move(patterns)), extra(std::move(more)) {
    for (const TarEntry& entry : extra) extra_paths.insert(entry.path);
    push_children("");
  }

  void push_children(const std::string& folder) {
    std::error_code code;
    fs::directory_iterator children(root + "/" + folder, code);
    if (code) throw HostError("cannot read", root + "/" + folder, code.value());
    std::vector<std::string> names;
    for (const fs::directory_entry& child : children) names.push_back(child.path().filename());
    std::sort(names.rbegin(), names.rend());
    for (const std::string& name : names)
      todo.push_back(folder.empty() ? name : folder + "/" + name);
  }

  void step() {
    if (open_file) return copy_piece();
    if (todo.empty()) return finish();
    const std::string path = std::move(todo.back());
    todo.pop_back();
    add(path);
  }

  void add(const std::string& path) {
    const std::string full = root + "/" + path;
    struct stat status {};
    if (::lstat(full.c_str(), &status) != 0) throw HostError("cannot read", full, errno);
    const auto mode = static_cast<std::uint32_t>(status.st_mode) & kPermissions;
    if (S_ISDIR(status.st_mode)) {
      if (ignore.prunes(path)) return;
      if (!ignore.excludes(path)) writer.directory(path, mode);
      push_children(path);
      return;
    }
    if (ignore.excludes(path) || extra_paths.contains(path)) return;
    if (S_ISLNK(status.st_mode)) {
      writer.symlink(path, fs::read_symlink(full).string());
    } else if (S_ISREG(status.st_mode)) {
      begin_file(path, full);
    }
    // Sockets, devices and pipes mean nothing in a build context.
  }

  void begin_file(const std::string& path, const std::string& full) {
    open_file = std::make_unique<OpenFile>(full);
    const struct stat status = open_file->status();
    file_left = status.st_size;
    writer.begin_file(path, static_cast<std::uint32_t>(status.st_mode) & kPermissions, file_left);
    if (file_left == 0) open_file.reset();
  }

  void copy_piece() {
    const auto limit = static_cast<std::size_t>(
        std::min<std::int64_t>(file_left, static_cast<std::int64_t>(kPieceBytes)));
    const std::string bytes = open_file->read(limit);
    if (bytes.empty()) {  // it became shorter while we read: libarchive fills up with zeros
      open_file.reset();
      return;
    }
    writer.data(bytes);
    file_left -= static_cast<std::int64_t>(bytes.size());
    if (file_left == 0) open_file.reset();
  }

  void finish() {
    for (const TarEntry& entry : extra) writer.file(entry);
    writer.finish();
    finished = true;
  }
};

ContextTar::ContextTar(std::string directory, DockerIgnore ignore, std::vector<TarEntry> extra)
    : impl_(std::make_unique<Impl>(std::move(directory), std::move(ignore), std::move(extra))) {}
ContextTar::~ContextTar() = default;

std::string ContextTar::next() {
  while (!impl_->finished && impl_->writer.pending() < kPieceBytes) impl_->step();
  return impl_->writer.take();
}

}  // namespace devstack::engine

// One source after the other, each read in pieces.
#include "devstack/engine/file_list_tar.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <utility>

#include "devstack/base/error.hpp"
#include "engine/open_file.hpp"
#include "engine/tar_writer.hpp"

namespace devstack::engine {
namespace {

constexpr std::size_t kPieceBytes = 256 * 1024;

bool is_gone(int error_number) { return error_number == ENOENT || error_number == ENOTDIR; }

}  // namespace

struct FileListTar::Impl {
  std::vector<TarSource> sources;
  std::optional<FileOwnerIds> owner;
  std::size_t next_source = 0;
  std::vector<std::string> unreadable;
  TarWriter writer;
  std::unique_ptr<OpenFile> open_file;
  std::int64_t file_left = 0;
  bool finished = false;

  void step() {
    if (open_file) return copy_piece();
    if (next_source == sources.size()) {
      writer.finish();
      finished = true;
      return;
    }
    add(sources[next_source++]);
  }

  void add(const TarSource& source) {
    struct stat status {};
    if (::lstat(source.host_path.c_str(), &status) != 0) {
      note_failure(HostError("cannot read", source.host_path, errno));
      return;
    }
    if (S_ISDIR(status.st_mode)) {
      begin(source, status, {});
    } else if (S_ISLNK(status.st_mode)) {
      std::error_code code;
      const auto target = std::filesystem::read_symlink(source.host_path, code);
      if (!code) begin(source, status, target.string());
    } else if (S_ISREG(status.st_mode)) {
      begin_file(source);
    }
  }

  void begin(const TarSource& source, struct stat status, const std::string& target) {
    if (owner) {
      status.st_uid = owner->uid;
      status.st_gid = owner->gid;
    }
    writer.begin_like_host(source.path, status, target);
  }

  void note_failure(const HostError& error) {
    // ELOOP: it has just become a link; that change comes next.
    if (!is_gone(error.error_number()) && error.error_number() != ELOOP) {
      unreadable.emplace_back(error.what());
    }
  }

  void begin_file(const TarSource& source) {
    try {
      open_file = std::make_unique<OpenFile>(source.host_path);
    } catch (const HostError& error) {
      note_failure(error);
      return;
    }
    const struct stat status = open_file->status();
    if (!S_ISREG(status.st_mode)) {
      open_file.reset();
      return;
    }
    file_left = status.st_size;
    begin(source, status, {});
    if (file_left == 0) open_file.reset();
  }

  void copy_piece() {
    const auto limit = static_cast<std::size_t>(
        std::min<std::int64_t>(file_left, static_cast<std::int64_t>(kPieceBytes)));
    const std::string bytes = open_file->read(limit);
    // Shorter than it was: libarchive fills up with zeros, and the change is copied next.
    writer.data(bytes);
    file_left -= static_cast<std::int64_t>(bytes.size());
    if (bytes.empty() || file_left == 0) open_file.reset();
  }
};

FileListTar::FileListTar(std::vector<TarSource> sources, std::optional<FileOwnerIds> owner)
    : impl_(std::make_unique<Impl>()) {
  impl_->sources = std::move(sources);
  impl_->owner = owner;
}
FileListTar::~FileListTar() = default;

const std::vector<std::string>& FileListTar::unreadable() const { return impl_->unreadable; }

std::string FileListTar::next() {
  while (!impl_->finished && impl_->writer.pending() < kPieceBytes) impl_->step();
  return impl_->writer.take();
}

}  // namespace devstack::engine

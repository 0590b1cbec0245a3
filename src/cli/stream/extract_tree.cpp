// Each path is walked part by part with openat and O_NOFOLLOW, so that a link can never lead out.
#include "cli/stream/extract_tree.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "devstack/base/error.hpp"
#include "devstack/base/file_descriptor.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;
constexpr mode_t kPermissions = 01777;
constexpr mode_t kWhileOpen = 0700;
using Member = engine::TarFileReader::Member;
using Kind = engine::TarFileReader::Kind;
using Parts = std::vector<std::string>;

[[noreturn]] void fail(const std::string& what, const Parts& parts) {
  throw HostError(what, join(parts, "/"), errno);
}

/// Names of an archive as they are to be here; empty for the folder itself.
Parts parts_of(const std::string& name, const ExtractNames& names) {
  Parts parts;
  for (const auto part : split(name, '/')) {
    if (part == "..") throw engine::TarError("the archive has a name that leads out: " + name);
    if (!part.empty() && part != ".") parts.emplace_back(part);
  }
  const bool has_source = !names.source.empty() && !parts.empty() && parts.front() == names.source;
  if (has_source) parts.erase(parts.begin());
  if (!names.target.empty()) parts.insert(parts.begin(), names.target);
  return parts;
}

class Extraction {
 public:
  Extraction(const std::string& folder, const ExtractNames& names)
      : base_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)), names_(names) {
    if (!base_.valid()) throw HostError("cannot write to", folder, errno);
  }

  void add(engine::TarFileReader& archive, const Member& member) {
    const Parts parts = parts_of(member.name, names_);
    if (parts.empty()) return;  // the target folder: it is as it is
    switch (member.kind) {
      case Kind::kFolder:
        return add_folder(member, parts);
      case Kind::kFile:
        return add_file(archive, member, parts);
      case Kind::kSymlink:
        return add_link(member, parts);
      case Kind::kHardLink:
        return add_hard_link(member, parts);
      case Kind::kDevice:
      case Kind::kOther:
        result_.left_out.push_back(join(parts, "/"));
        return;
    }
  }

  /// Folders get their modes last: a read-only one could not be filled.
  Extracted finish() {
    for (auto folder = folders_.rbegin(); folder != folders_.rend(); ++folder) {
      const FileDescriptor fd = open_folder(folder->first, folder->first.size());
      if (::fchmod(fd.get(), folder->second.mode & kPermissions) != 0) {
        fail("cannot set the mode of", folder->first);
      }
      set_time(fd.get(), folder->second);
    }
    return std::move(result_);
  }

 private:
  /// The folder that the first `count` parts name; made where it is missing.
  FileDescriptor open_folder(const Parts& parts, std::size_t count) {
    FileDescriptor fd(::dup(base_.get()));
    for (std::size_t i = 0; i < count; ++i) {
      const char* const name = parts[i].c_str();
      if (::mkdirat(fd.get(), name, 0777) != 0 && errno != EEXIST) fail("cannot make", parts);
      FileDescriptor next(
          ::openat(fd.get(), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
      if (!next.valid())
        fail("cannot write through",
             Parts(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(i) + 1));
      fd = std::move(next);
    }
    return fd;
  }

  FileDescriptor parent_of(const Parts& parts) { return open_folder(parts, parts.size() - 1); }

  /// What stands in the way goes, unless it is a folder.
  static void make_room(const FileDescriptor& parent, const Parts& parts) {
    if (::unlinkat(parent.get(), parts.back().c_str(), 0) != 0 && errno != ENOENT) {
      fail("cannot replace", parts);
    }
  }

  static void set_time(int fd, const Member& member) {
    const timespec times[2] = {{0, UTIME_OMIT}, {static_cast<time_t>(member.changed_at), 0}};
    ::futimens(fd, times);
  }

  void add_folder(const Member& member, const Parts& parts) {
    const FileDescriptor fd = open_folder(parts, parts.size());
    ::fchmod(fd.get(), kWhileOpen);
    folders_.emplace_back(parts, member);
  }

  void add_file(engine::TarFileReader& archive, const Member& member, const Parts& parts) {
    const FileDescriptor parent = parent_of(parts);
    make_room(parent, parts);
    const FileDescriptor file(::openat(parent.get(), parts.back().c_str(),
                                       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.valid()) fail("cannot write", parts);
    std::string buffer(kPiece, '\0');
    while (const std::size_t size = archive.read(buffer.data(), buffer.size())) {
      if (!write_all(file.get(), {buffer.data(), size})) fail("cannot write", parts);
    }
    if (::fchmod(file.get(), member.mode & kPermissions) != 0) {
      fail("cannot set the mode of", parts);
    }
    set_time(file.get(), member);
    ++result_.files;
  }

  void add_link(const Member& member, const Parts& parts) {
    const FileDescriptor parent = parent_of(parts);
    make_room(parent, parts);
    if (::symlinkat(member.target.c_str(), parent.get(), parts.back().c_str()) != 0) {
      fail("cannot make the link", parts);
    }
    ++result_.files;
  }

  void add_hard_link(const Member& member, const Parts& parts) {
    const Parts target = parts_of(member.target, names_);
    if (target.empty()) throw engine::TarError("the archive links to a folder: " + member.name);
    const FileDescriptor from = parent_of(target);
    const FileDescriptor parent = parent_of(parts);
    make_room(parent, parts);
    if (::linkat(from.get(), target.back().c_str(), parent.get(), parts.back().c_str(), 0) != 0) {
      fail("cannot make the link", parts);
    }
    ++result_.files;
  }

  FileDescriptor base_;
  const ExtractNames& names_;
  std::vector<std::pair<Parts, Member>> folders_;
  Extracted result_;
};

}  // namespace

Extracted extract_tree(engine::TarFileReader& archive, const std::string& folder,
                       const ExtractNames& names) {
  Extraction extraction(folder, names);
  while (const auto member = archive.next()) extraction.add(archive, *member);
  return extraction.finish();
}

}  // namespace devstack::cli

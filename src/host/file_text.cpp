// Reading and atomic replacing, with plain system calls so that errno says what went wrong.
#include "host/file_text.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

#include "devstack/base/error.hpp"
#include "devstack/base/file_descriptor.hpp"

namespace devstack::host {
namespace {

void write_file(const std::string& path, const std::string& text, Survives survives) {
  const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!file.valid()) throw HostError("cannot create", path, errno);
  if (!write_all(file.get(), text)) throw HostError("cannot write", path, errno);
  if (survives == Survives::kProcess) return;
  if (::fdatasync(file.get()) != 0) throw HostError("cannot write", path, errno);
}

}  // namespace

std::optional<std::string> file_text(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return std::nullopt;
  std::string text;
  std::array<char, 16384> buffer{};
  while (true) {
    const ssize_t size = ::read(file.get(), buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return std::nullopt;
    if (size == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

void replace_file(const std::string& path, const std::string& text, Survives survives) {
  const std::string temporary = path + ".new";
  try {
    write_file(temporary, text, survives);
    if (std::rename(temporary.c_str(), path.c_str()) != 0) {
      throw HostError("cannot replace", path, errno);
    }
  } catch (const HostError&) {
    ::unlink(temporary.c_str());
    throw;
  }
}

void make_private_folders(const std::string& path) {
  for (std::size_t end = path.find('/', 1);; end = path.find('/', end + 1)) {
    const std::string folder = path.substr(0, end);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
      throw HostError("cannot create folder", folder, errno,
                      "set XDG_STATE_HOME to a folder that can be written");
    }
    if (end == std::string::npos) return;
  }
}

}  // namespace devstack::host

// A file that has been renamed is read to its end before the new one of its name is begun.
#include "devstack/host/log_tail.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "devstack/base/file_descriptor.hpp"
#include "host/file_text.hpp"

namespace devstack::host {
namespace {

/// Of what one reading gives: memory stays bounded where a process floods.
constexpr std::size_t kMostAtOnce = std::size_t{4} << 20;

std::string last_lines(std::string text, std::size_t count) {
  if (count == LogReader::kAllLines) return text;
  if (count == 0) return {};
  std::size_t at = text.size();
  if (at != 0 && text.back() == '\n') --at;
  for (std::size_t found = 0; at != 0; --at) {
    if (text[at - 1] == '\n' && ++found == count) break;
  }
  return text.substr(at);
}

std::uint64_t inode_of(int fd) {
  struct stat status {};
  return ::fstat(fd, &status) == 0 ? status.st_ino : 0;
}

}  // namespace

std::string log_tail(const std::string& path, std::size_t bytes) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.valid()) return {};
  const off_t size = ::lseek(file.get(), 0, SEEK_END);
  const off_t begin = size > static_cast<off_t>(bytes) ? size - static_cast<off_t>(bytes) : 0;
  std::string text(static_cast<std::size_t>(size - begin), '\0');
  const ssize_t got = ::pread(file.get(), text.data(), text.size(), begin);
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  if (begin != 0) text.erase(0, text.find('\n') + 1);
  return text;
}

LogReader::~LogReader() {
  if (fd_ >= 0) ::close(fd_);
}

std::string LogReader::read_to_end() {
  std::string text;
  std::array<char, 65536> buffer;
  while (fd_ >= 0 && text.size() < kMostAtOnce) {
    const ssize_t size = ::read(fd_, buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(size));
  }
  return text;
}

std::string LogReader::read_existing(std::size_t tail) {
  std::string text = file_text(path_ + ".1").value_or("");
  older_bytes_ = text.size();
  for (std::string more = read_more(); !more.empty(); more = read_more()) text += more;
  return last_lines(std::move(text), tail);
}

std::string LogReader::read_more() {
  std::string text = read_to_end();
  if (text.size() >= kMostAtOnce) return text;
  const int now = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (now < 0) return text;
  const std::uint64_t inode = inode_of(now);
  if (fd_ >= 0 && inode == inode_) {
    ::close(now);
    return text;
  }
  text += read_to_end();  // what came between the reading and the renaming
  if (fd_ >= 0) ::close(fd_);
  fd_ = now;
  inode_ = inode;
  return text + read_to_end();
}

}  // namespace devstack::host

// Plain Unix sockets. A long path is reached through /proc/self/fd of its folder.
#include "host/control_socket.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "devstack/base/error.hpp"

namespace devstack::host {
namespace {

constexpr std::size_t kLongestLine = 256;

/// The address is good while `folder` is open.
struct Address {
  FileDescriptor folder;
  sockaddr_un name{};

  [[nodiscard]] const sockaddr* get() const {
    return reinterpret_cast<const sockaddr*>(&name);  // NOLINT: how sockets take addresses
  }
};

std::optional<Address> address_of(const std::string& folder, const std::string& name) {
  Address address;
  address.folder = FileDescriptor(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!address.folder.valid()) return std::nullopt;
  const std::string path = "/proc/self/fd/" + std::to_string(address.folder.get()) + "/" + name;
  address.name.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.name.sun_path)) return std::nullopt;
  std::memcpy(static_cast<char*>(address.name.sun_path), path.data(), path.size());
  return address;
}

FileDescriptor make_socket(int flags) {
  return FileDescriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0));
}

}  // namespace

FileDescriptor listen_at(const std::string& folder, const std::string& name) {
  const std::string path = folder + "/" + name;
  const auto address = address_of(folder, name);
  FileDescriptor listener = make_socket(SOCK_NONBLOCK);
  if (!address || !listener.valid()) throw HostError("cannot listen at", path, errno);
  ::unlink(path.c_str());
  constexpr int kBacklog = 16;
  if (::bind(listener.get(), address->get(), sizeof(address->name)) != 0 ||
      ::listen(listener.get(), kBacklog) != 0) {
    throw HostError("cannot listen at", path, errno);
  }
  return listener;
}

std::optional<Caller> accept_caller(const FileDescriptor& listener) {
  Caller caller;
  caller.connection = FileDescriptor(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (!caller.connection.valid()) return std::nullopt;
  timeval second{};
  second.tv_sec = 1;
  ::setsockopt(caller.connection.get(), SOL_SOCKET, SO_RCVTIMEO, &second, sizeof(second));
  ::setsockopt(caller.connection.get(), SOL_SOCKET, SO_SNDTIMEO, &second, sizeof(second));
  std::array<char, kLongestLine> buffer{};
  while (caller.line.size() < kLongestLine) {
    const ssize_t size = ::read(caller.connection.get(), buffer.data(), buffer.size());
    if (size <= 0) return std::nullopt;
    caller.line.append(buffer.data(), static_cast<std::size_t>(size));
    if (const auto end = caller.line.find('\n'); end != std::string::npos) {
      caller.line.resize(end);
      return caller;
    }
  }
  return std::nullopt;
}

void answer(const FileDescriptor& connection, const std::string& text) {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t size =
        ::send(connection.get(), text.data() + done, text.size() - done, MSG_NOSIGNAL);
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return;
    done += static_cast<std::size_t>(size);
  }
}

Task<std::optional<std::string>> ask_at(io::Loop& loop, std::string folder, std::string name,
                                        std::string line) {
  const auto address = address_of(folder, name);
  const FileDescriptor connection = make_socket(0);
  if (!address || !connection.valid() ||
      ::connect(connection.get(), address->get(), sizeof(address->name)) != 0) {
    co_return std::nullopt;
  }
  answer(connection, line + "\n");
  std::string text;
  std::array<char, 4096> buffer{};
  while (true) {
    co_await loop.readable(connection.get());
    const ssize_t size = ::read(connection.get(), buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) co_return text;
    text.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

}  // namespace devstack::host

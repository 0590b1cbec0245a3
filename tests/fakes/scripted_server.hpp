// A server on a Unix socket, on a thread of its own, that answers as a test tells it: connection by
// connection, piece by piece, to the byte. For what only a real socket shows.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "fakes/temporary_folder.hpp"

namespace devstack::fakes {

/// One accepted connection, in the server's thread.
class Peer {
 public:
  explicit Peer(int fd) : fd_(fd) {}

  /// Reads until `text` has come; false when the client hung up before.
  bool read_until(const std::string& text) {
    while (received_.find(text) == std::string::npos) {
      char buffer[4096];
      const ssize_t size = ::recv(fd_, buffer, sizeof buffer, 0);
      if (size <= 0) return false;
      received_.append(buffer, static_cast<std::size_t>(size));
    }
    return true;
  }
  bool read_head() { return read_until("\r\n\r\n"); }
  /// What has come so far; `clear` forgets it.
  [[nodiscard]] const std::string& received() const { return received_; }
  void clear() { received_.clear(); }
  void send(const std::string& bytes) { ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  /// Byte by byte, so that every boundary falls somewhere.
  void drip(const std::string& bytes) {
    for (const char byte : bytes) send(std::string(1, byte));
  }
  /// Waits until the client has hung up.
  void wait_for_close() {
    char buffer[4096];
    while (::recv(fd_, buffer, sizeof buffer, 0) > 0) {
    }
  }

 private:
  int fd_;
  std::string received_;
};

class ScriptedServer {
 public:
  using Script = std::function<void(Peer&)>;

  /// Runs one script for each connection, in order; then it hangs up. Refuses more connections.
  explicit ScriptedServer(std::vector<Script> scripts)
      : path_((folder_.path() / "socket").string()), listener_(::socket(AF_UNIX, SOCK_STREAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path_.c_str(), sizeof address.sun_path - 1);
    ::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::listen(listener_, 8);
    thread_ = std::thread([this, scripts = std::move(scripts)] { serve(scripts); });
  }
  ~ScriptedServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  /// Connections accepted so far.
  [[nodiscard]] int connections() const { return connections_; }

 private:
  void serve(const std::vector<Script>& scripts) {
    for (const Script& script : scripts) {
      const int fd = ::accept(listener_, nullptr, nullptr);
      if (fd < 0) return;
      ++connections_;
      Peer peer(fd);
      script(peer);
      ::close(fd);
    }
  }

  TemporaryFolder folder_;
  std::string path_;
  int listener_;
  std::atomic<int> connections_{0};
  std::thread thread_;
};

}  // namespace devstack::fakes

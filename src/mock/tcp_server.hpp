// Ports that accept connections and hold them: enough for clients and probes that only connect.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

namespace devstack::mock {

class TcpServer {
 public:
  /// Port 0 takes a free one. Serves on one thread until destroyed. Throws std::system_error.
  explicit TcpServer(const std::vector<std::uint16_t>& ports);
  ~TcpServer();
  TcpServer(const TcpServer&) = delete;
  TcpServer& operator=(const TcpServer&) = delete;

  /// In the order asked for.
  [[nodiscard]] const std::vector<std::uint16_t>& ports() const { return ports_; }

 private:
  void listen_on(std::uint16_t port);
  void serve();
  void close_all();

  std::vector<int> listeners_;
  std::vector<std::uint16_t> ports_;
  int wake_[2] = {-1, -1};
  std::thread thread_;
};

}  // namespace devstack::mock

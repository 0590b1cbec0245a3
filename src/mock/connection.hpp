// A TCP connection attempt that ends by its deadline; used by /health and by `--check`.
#pragma once

#include <chrono>
#include <string>

namespace devstack::mock {

/// An open socket or the reason why there is none. Closes the socket when it goes.
class Connection {
 public:
  /// Resolves the host and connects, trying each of its addresses within `timeout` in all.
  /// Resolving is bounded by the resolver's own limits (see limit_resolver). Any thread.
  Connection(const std::string& host, const std::string& port, std::chrono::milliseconds timeout);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] bool ok() const { return socket_ >= 0; }
  [[nodiscard]] const std::string& error() const { return error_; }
  /// -1 when not ok.
  [[nodiscard]] int socket() const { return socket_; }

 private:
  int socket_ = -1;
  std::string error_;
};

/// Asks the C library to give a name server one second and one try. Before any thread starts.
void limit_resolver();

}  // namespace devstack::mock

// HTTP/1.1 in front of a Service. The HTTP library is known to this file's .cpp alone.
#pragma once

#include <cstdint>
#include <memory>

#include "mock/service.hpp"

namespace devstack::mock {

class HttpServer {
 public:
  /// Listens on all addresses; port 0 takes a free one. Serves on its own threads until destroyed.
  /// Throws std::system_error when the port cannot be had. `service` outlives the server.
  HttpServer(Service& service, std::uint16_t port);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace devstack::mock

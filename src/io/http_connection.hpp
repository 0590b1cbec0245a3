// One connection to an HTTP server, and the exchange that runs on it. Operations that were started
// keep the connection alive, so whoever waits for them may go away at any time.
#pragma once

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <optional>
#include <string>

#include "devstack/io/http.hpp"
#include "io/loop_impl.hpp"

namespace devstack::io {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Socket = boost::asio::generic::stream_protocol::socket;

  explicit Connection(boost::asio::io_context& context);

  // Tasks: none may outlive its caller's shared_ptr to the connection.

  /// Throws TransportError.
  Task<void> connect(Endpoint endpoint);
  /// Sends head and body.
  Task<void> send(const HttpRequest& request);
  /// Reads the response's head.
  Task<HttpHead> receive_head(const std::string& method, bool upgrade);
  /// The next piece of the body, or raw bytes once upgraded; empty at the end.
  Task<std::string> receive_body();
  Task<void> write_raw(std::string bytes);
  void shutdown_write();
  /// Ends whatever is under way; its handlers run later and find nobody.
  void close();

  [[nodiscard]] bool upgraded() const { return upgraded_; }
  /// True after a whole response when both sides keep the connection open.
  [[nodiscard]] bool reusable() const;
  /// True when the peer has closed an idle connection (or sent what nobody asked for).
  [[nodiscard]] bool stale();
  /// Bytes of an answer have come since the request was sent.
  [[nodiscard]] bool answer_began() const { return answer_began_; }

 private:
  using Parser = boost::beast::http::response_parser<boost::beast::http::buffer_body>;

  Task<std::string> receive_raw();

  Socket socket_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  std::string chunk_;
  bool upgraded_ = false;
  bool answer_began_ = false;
};

/// The transport error that an operating system's (or Beast's) error code stands for.
[[noreturn]] void fail(const boost::system::error_code& code, const std::string& doing, bool sent);

}  // namespace devstack::io

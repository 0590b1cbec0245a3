// HTTP/1.1 over a Unix socket or TCP, as streams of bytes. The engine client and the http probes
// speak through it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "devstack/base/clock.hpp"
#include "devstack/base/task.hpp"
#include "devstack/io/loop.hpp"

namespace devstack::io {

/// Where a server listens: a Unix socket, or a host and port.
struct Endpoint {
  std::string unix_path;  ///< non-empty: Unix socket; at most 107 bytes
  std::string host;       ///< name or address
  std::uint16_t port = 0;

  [[nodiscard]] std::string to_string() const;
  friend auto operator<=>(const Endpoint&, const Endpoint&) = default;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  Endpoint endpoint;
  std::string method = "GET";
  std::string target = "/";  ///< path and query
  Headers headers;           ///< Host and framing are added
  std::string body;
  /// Gives the next piece of a long body, empty at its end; sent chunked. Overrides `body`.
  std::function<Task<std::string>()> body_source;
  /// Asks for `Upgrade: tcp`: on 101 (or 200) the stream turns into raw bytes both ways.
  bool upgrade = false;
  Duration connect_timeout{5'000};
  std::optional<Duration> head_timeout;  ///< until the response's head; empty: no limit
  std::optional<Duration> idle_timeout;  ///< longest silence while reading the body
};

struct HttpHead {
  int status = 0;
  Headers headers;
  /// Value of a header (name in any case); empty if absent.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// A response whose body is read piece by piece. Destroying it closes the connection unless the
/// body was read to its end.
class HttpStream {
 public:
  virtual ~HttpStream() = default;
  [[nodiscard]] virtual const HttpHead& head() const = 0;
  /// The next piece of the body, empty at its end. At most 64 KiB. Throws TransportError.
  [[nodiscard]] virtual Task<std::string> read() = 0;
  /// Sends bytes to the peer; only after an upgrade.
  [[nodiscard]] virtual Task<void> write(std::string bytes) = 0;
  /// Says that no more bytes will be written; only after an upgrade.
  virtual void close_write() = 0;
};

enum class TransportFailure {
  kNotFound,    ///< no such socket, or the host name has no address
  kPermission,  ///< may not open the socket
  kRefused,     ///< nobody listens
  kTimeout,
  kClosed,    ///< the peer hung up before the answer was complete
  kProtocol,  ///< what came is not HTTP, or beyond our limits
  kOther,
};

/// An exchange failed below HTTP.
class TransportError : public std::runtime_error {
 public:
  TransportError(TransportFailure failure, const std::string& message, bool request_was_sent)
      : std::runtime_error(message), failure_(failure), request_was_sent_(request_was_sent) {}
  [[nodiscard]] TransportFailure failure() const noexcept { return failure_; }
  /// False: the peer cannot have acted on the request. True: it may have.
  [[nodiscard]] bool request_was_sent() const noexcept { return request_was_sent_; }

 private:
  TransportFailure failure_;
  bool request_was_sent_;
};

/// One of the four interfaces with a real and a fake implementation. Loop thread only.
class Transport {
 public:
  virtual ~Transport() = default;
  /// Sends the request and resumes when the response's head is there. Idle connections are kept
  /// and used again; a request on a kept connection that the peer had closed is repeated on a new
  /// one only if no byte of an answer came and the method is GET, HEAD or DELETE.
  /// Throws TransportError.
  [[nodiscard]] virtual Task<std::unique_ptr<HttpStream>> open(HttpRequest request) = 0;
  /// Tries a TCP connection and closes it: empty on success, else the reason.
  [[nodiscard]] virtual Task<std::optional<std::string>> try_connect(Endpoint endpoint,
                                                                     Duration timeout) = 0;
};

/// The real one, on the loop; HTTP by Boost.Beast.
[[nodiscard]] std::unique_ptr<Transport> make_transport(Loop& loop);

struct HttpResponse {
  HttpHead head;
  std::string body;
};

/// The whole exchange; the body is cut off with kProtocol above `max_body_bytes`.
[[nodiscard]] Task<HttpResponse> fetch(Transport& transport, HttpRequest request,
                                       std::size_t max_body_bytes);

/// Percent-encodes everything but unreserved characters (RFC 3986).
[[nodiscard]] std::string url_encode(std::string_view text);

}  // namespace devstack::io

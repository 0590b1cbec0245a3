// HTTP/1.1 on one connection, by Boost.Beast.
#include "io/http_connection.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/write.hpp>
#include <utility>

namespace devstack::io {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Transferred = Pending<error_code, std::size_t>;

namespace {

constexpr std::uint32_t kMaxHeadBytes = 64 * 1024;
constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr std::size_t kReadBytes = 16 * 1024;

TransportFailure classify(const error_code& code) {
  namespace errc = boost::system::errc;
  if (code == errc::no_such_file_or_directory || code == asio::error::host_not_found ||
      code == asio::error::host_not_found_try_again) {
    return TransportFailure::kNotFound;
  }
  if (code == errc::permission_denied || code == errc::operation_not_permitted) {
    return TransportFailure::kPermission;
  }
  if (code == errc::connection_refused) return TransportFailure::kRefused;
  if (code == errc::timed_out) return TransportFailure::kTimeout;
  if (code == asio::error::eof || code == http::error::end_of_stream ||
      code == http::error::partial_message || code == errc::connection_reset ||
      code == errc::broken_pipe) {
    return TransportFailure::kClosed;
  }
  static const error_code http_sample = http::make_error_code(http::error::bad_version);
  if (code.category() == http_sample.category()) return TransportFailure::kProtocol;
  return TransportFailure::kOther;
}

/// Opens the socket so that no program that we start inherits it; Asio itself does not.
void open_private(Connection::Socket& socket,
                  const boost::asio::generic::stream_protocol& protocol) {
  error_code code;
  socket.open(protocol, code);
  if (code) fail(code, "cannot make a socket", false);
  ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
}

}  // namespace

void fail(const error_code& code, const std::string& doing, bool sent) {
  throw TransportError(classify(code), fmt::format("{}: {}", doing, code.message()), sent);
}

Connection::Connection(boost::asio::io_context& context) : socket_(context) {
  // Beast reads as much as fits; its own start of 512 bytes would cost many calls an answer.
  buffer_.reserve(kReadBytes);
}

Task<void> Connection::connect(Endpoint endpoint) {
  if (!endpoint.unix_path.empty()) {
    if (endpoint.unix_path.size() >= sizeof(sockaddr_un::sun_path)) {
      throw TransportError(TransportFailure::kOther,
                           fmt::format("the path of the socket is longer than {} bytes: {}",
                                       sizeof(sockaddr_un::sun_path) - 1, endpoint.unix_path),
                           false);
    }
    const asio::local::stream_protocol::endpoint address(endpoint.unix_path);
    open_private(socket_, address.protocol());
    const auto connected = std::make_shared<Pending<error_code>>();
    socket_.async_connect(address, Pending<error_code>::handler(connected, shared_from_this()));
    co_await connected->done;
    if (const error_code code = std::get<0>(connected->results)) {
      fail(code, fmt::format("cannot connect to {}", endpoint.to_string()), false);
    }
    co_return;
  }

  using Resolver = asio::ip::tcp::resolver;
  using Resolved = Pending<error_code, Resolver::results_type>;
  const auto resolver = std::make_shared<Resolver>(socket_.get_executor());
  const auto resolved = std::make_shared<Resolved>();
  error_code literal;
  const auto address = asio::ip::make_address(endpoint.host, literal);
  std::vector<asio::ip::tcp::endpoint> candidates;
  if (!literal) {
    candidates.emplace_back(address, endpoint.port);
  } else {
    struct Cancel {
      Resolver& resolver;
      ~Cancel() { resolver.cancel(); }
    } const cancel{*resolver};
    resolver->async_resolve(endpoint.host, std::to_string(endpoint.port),
                            Resolved::handler(resolved, resolver));
    co_await resolved->done;
    if (const error_code code = std::get<0>(resolved->results)) {
      fail(code, fmt::format("cannot resolve {}", endpoint.host), false);
    }
    for (const auto& entry : std::get<1>(resolved->results)) candidates.push_back(entry.endpoint());
  }

  error_code last;
  for (const auto& candidate : candidates) {
    error_code ignored;
    socket_.close(ignored);
    open_private(socket_, candidate.protocol());
    const auto connected = std::make_shared<Pending<error_code>>();
    socket_.async_connect(candidate, Pending<error_code>::handler(connected, shared_from_this()));
    co_await connected->done;
    last = std::get<0>(connected->results);
    if (!last) {
      // Small requests on kept connections must not wait for the peer's delayed ACK.
      socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
      co_return;
    }
  }
  fail(last, fmt::format("cannot connect to {}", endpoint.to_string()), false);
}

Task<void> Connection::send(const HttpRequest& request) {
  const auto message = std::make_shared<http::request<http::string_body>>();
  message->method_string(request.method);
  message->target(request.target);
  message->version(11);
  const Endpoint& peer = request.endpoint;
  message->set(http::field::host, !peer.unix_path.empty()
                                      ? std::string("localhost")
                                      : fmt::format("{}:{}", peer.host, peer.port));
  message->set(http::field::user_agent, "devstack");
  if (request.upgrade) {
    message->set(http::field::connection, "Upgrade");
    message->set(http::field::upgrade, "tcp");
  }
  for (const auto& [name, value] : request.headers) message->set(name, value);

  answer_began_ = false;
  upgraded_ = false;
  const auto written = std::make_shared<Transferred>();
  if (!request.body_source) {
    message->body() = request.body;
    if (!request.body.empty() || request.method == "POST" || request.method == "PUT") {
      message->prepare_payload();
    }
    http::async_write(socket_, *message,
                      Transferred::handler(written, shared_from_this(), message));
    co_await written->done;
    if (const error_code code = std::get<0>(written->results))
      fail(code, "cannot send the request", true);
    co_return;
  }

  message->chunked(true);
  const auto serializer = std::make_shared<http::request_serializer<http::string_body>>(*message);
  http::async_write_header(socket_, *serializer,
                           Transferred::handler(written, shared_from_this(), message, serializer));
  co_await written->done;
  if (const error_code code = std::get<0>(written->results))
    fail(code, "cannot send the request", true);
  for (;;) {
    const auto piece = std::make_shared<std::string>(co_await request.body_source());
    const auto sent = std::make_shared<Transferred>();
    if (piece->empty()) {
      asio::async_write(socket_, http::make_chunk_last(),
                        Transferred::handler(sent, shared_from_this()));
    } else {
      asio::async_write(socket_, http::make_chunk(asio::buffer(*piece)),
                        Transferred::handler(sent, shared_from_this(), piece));
    }
    co_await sent->done;
    if (const error_code code = std::get<0>(sent->results))
      fail(code, "cannot send the request's body", true);
    if (piece->empty()) co_return;
  }
}

Task<HttpHead> Connection::receive_head(const std::string& method, bool upgrade) {
  for (;;) {
    parser_.emplace();
    parser_->header_limit(kMaxHeadBytes);
    parser_->body_limit(boost::none);
    if (method == "HEAD") parser_->skip(true);
    const auto received = std::make_shared<Transferred>();
    http::async_read_header(socket_, buffer_, *parser_,
                            Transferred::handler(received, shared_from_this()));
    co_await received->done;
    const auto& [code, bytes] = received->results;
    if (bytes > 0) answer_began_ = true;
    if (code) fail(code, "cannot read the answer", true);
    const unsigned status = parser_->get().result_int();
    if (status == 101 || status < 100 || status >= 200)
      break;  // other 1xx: the real answer follows
  }
  HttpHead head;
  head.status = static_cast<int>(parser_->get().result_int());
  for (const auto& field : parser_->get()) {
    head.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  }
  upgraded_ = upgrade && (head.status == 101 || head.status == 200);
  co_return head;
}

Task<std::string> Connection::receive_body() {
  if (upgraded_) co_return co_await receive_raw();
  chunk_.resize(kPieceBytes);
  while (!parser_->is_done()) {
    auto& body = parser_->get().body();
    body.data = chunk_.data();
    body.size = chunk_.size();
    body.more = true;
    const auto received = std::make_shared<Transferred>();
    http::async_read_some(socket_, buffer_, *parser_,
                          Transferred::handler(received, shared_from_this()));
    co_await received->done;
    const error_code code = std::get<0>(received->results);
    if (code && code != http::error::need_buffer) fail(code, "the answer broke off", true);
    const std::size_t size = kPieceBytes - parser_->get().body().size;
    if (size > 0) co_return chunk_.substr(0, size);
  }
  co_return std::string();
}

Task<std::string> Connection::receive_raw() {
  if (buffer_.size() > 0) {
    std::string early(static_cast<const char*>(buffer_.data().data()), buffer_.size());
    buffer_.consume(buffer_.size());
    co_return early;
  }
  chunk_.resize(kPieceBytes);
  const auto received = std::make_shared<Transferred>();
  socket_.async_read_some(asio::buffer(chunk_), Transferred::handler(received, shared_from_this()));
  co_await received->done;
  const auto& [code, size] = received->results;
  if (code == asio::error::eof) co_return std::string();
  if (code) fail(code, "the stream broke off", true);
  co_return chunk_.substr(0, size);
}

Task<void> Connection::write_raw(std::string bytes) {
  const auto keep = std::make_shared<std::string>(std::move(bytes));
  const auto written = std::make_shared<Transferred>();
  asio::async_write(socket_, asio::buffer(*keep),
                    Transferred::handler(written, shared_from_this(), keep));
  co_await written->done;
  if (const error_code code = std::get<0>(written->results))
    fail(code, "cannot write to the stream", true);
}

void Connection::shutdown_write() {
  error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
}

void Connection::close() {
  error_code ignored;
  socket_.close(ignored);
}

bool Connection::reusable() const {
  return !upgraded_ && parser_ && parser_->is_done() && parser_->keep_alive() &&
         buffer_.size() == 0;
}

bool Connection::stale() {
  char byte = 0;
  const ssize_t got = ::recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return !(got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK));
}

}  // namespace devstack::io

// Boost.Beast rather than Debian's cpp-httplib: that one exists as a shared library only, and
// brings OpenSSL, zlib and Brotli with it; with Beast the mock is one static file of which dozens
// may run.
#include "mock/http_server.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace devstack::mock {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::use_awaitable;
using asio::ip::tcp;

constexpr std::chrono::seconds kIdleTimeout{60};
constexpr std::uint64_t kBodyLimitBytes = 16U * 1024U * 1024U;
constexpr int kThreads = 6;  // /health may hold one for a second

using HttpRequest = http::request<http::string_body>;

Request to_request(const HttpRequest& message) {
  Request request;
  request.method = std::string(message.method_string());
  request.path = std::string(message.target());
  if (const auto query = request.path.find('?'); query != std::string::npos) {
    request.path.resize(query);
  }
  request.body = message.body();
  return request;
}

template <typename Body>
http::response<Body> head_of(const HttpRequest& request, const Response& answer,
                             const std::string& service) {
  http::response<Body> message;
  message.version(request.version());
  message.result(static_cast<unsigned>(answer.status));
  message.set(http::field::content_type, answer.content_type);
  message.set("X-Devstack-Mock", service);
  message.keep_alive(request.keep_alive());
  return message;
}

asio::awaitable<void> send_whole(beast::tcp_stream& stream, const HttpRequest& request,
                                 const Response& answer, const std::string& service) {
  auto message = head_of<http::string_body>(request, answer, service);
  message.body() = answer.body;
  message.prepare_payload();
  if (request.method() == http::verb::head) message.body().clear();
  http::response_serializer<http::string_body> serializer(message);
  if (request.method() == http::verb::head) {
    co_await http::async_write_header(stream, serializer, use_awaitable);
  } else {
    co_await http::async_write(stream, serializer, use_awaitable);
  }
}

asio::awaitable<void> send_pieces(beast::tcp_stream& stream, const HttpRequest& request,
                                  const Response& answer, const std::string& service) {
  auto message = head_of<http::empty_body>(request, answer, service);
  message.set(http::field::cache_control, "no-cache");
  message.chunked(true);
  http::response_serializer<http::empty_body> serializer(message);
  co_await http::async_write_header(stream, serializer, use_awaitable);
  for (const auto& piece : answer.pieces) {
    const auto buffer = asio::buffer(piece);
    const auto chunk = http::make_chunk(buffer);
    co_await asio::async_write(stream, chunk, use_awaitable);
  }
  const auto last = http::make_chunk_last();
  co_await asio::async_write(stream, last, use_awaitable);
}

asio::awaitable<void> answer_one(beast::tcp_stream& stream, const HttpRequest& message,
                                 Service& service) {
  const Response answer = service.answer(to_request(message));
  const std::string& name = service.config().name;
  if (answer.pieces.empty()) {
    co_await send_whole(stream, message, answer, name);
  } else {
    co_await send_pieces(stream, message, answer, name);
  }
}

/// One connection, request after request, until the client goes or is idle for too long.
asio::awaitable<void> serve(beast::tcp_stream stream, Service& service) {
  beast::flat_buffer buffer;
  try {
    bool keep_alive = true;
    while (keep_alive) {
      stream.expires_after(kIdleTimeout);
      http::request_parser<http::string_body> parser;
      parser.body_limit(kBodyLimitBytes);
      co_await http::async_read_header(stream, buffer, parser, use_awaitable);
      if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
        http::response<http::empty_body> go_on(http::status::continue_, 11);
        co_await http::async_write(stream, go_on, use_awaitable);
      }
      co_await http::async_read(stream, buffer, parser, use_awaitable);
      const HttpRequest message = parser.release();
      keep_alive = message.keep_alive();
      co_await answer_one(stream, message, service);
    }
  } catch (const boost::system::system_error&) {
    // The client went away, was idle, or spoke no HTTP: only its connection ends.
  }
  boost::system::error_code ignored;
  stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> accept_all(tcp::acceptor& acceptor, asio::io_context& context,
                                 Service& service) {
  while (true) {
    auto strand = asio::make_strand(context);
    boost::system::error_code failed;
    auto token = asio::redirect_error(use_awaitable, failed);
    tcp::socket socket = co_await acceptor.async_accept(strand, token);
    if (failed == asio::error::operation_aborted) co_return;
    if (failed) continue;
    socket.set_option(tcp::no_delay(true));
    asio::co_spawn(strand, serve(beast::tcp_stream(std::move(socket)), service), asio::detached);
  }
}

/// Both families where the kernel has IPv6, else IPv4 alone.
tcp::acceptor listen_on(asio::io_context& context, std::uint16_t port) {
  tcp::acceptor acceptor(context);
  boost::system::error_code no_ipv6;
  acceptor.open(tcp::v6(), no_ipv6);
  if (!no_ipv6) acceptor.set_option(asio::ip::v6_only(false), no_ipv6);
  if (no_ipv6) acceptor.open(tcp::v4());
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  acceptor.bind({no_ipv6 ? tcp::v4() : tcp::v6(), port});
  acceptor.listen();
  return acceptor;
}

}  // namespace

struct HttpServer::Impl {
  Impl(Service& service, std::uint16_t port) : acceptor(listen_on(context, port)) {
    asio::co_spawn(context, accept_all(acceptor, context, service), asio::detached);
    for (int i = 0; i < kThreads; ++i) threads.emplace_back([this] { context.run(); });
  }
  ~Impl() {
    context.stop();
    for (auto& thread : threads) thread.join();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  asio::io_context context;
  tcp::acceptor acceptor;
  std::vector<std::thread> threads;
};

HttpServer::HttpServer(Service& service, std::uint16_t port) try
    : impl_(std::make_unique<Impl>(service, port)) {
} catch (const boost::system::system_error& error) {
  throw std::system_error(error.code().value(), std::generic_category(),
                          "cannot listen on port " + std::to_string(port));
}

HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const { return impl_->acceptor.local_endpoint().port(); }

}  // namespace devstack::mock

// The real Transport: connections kept by endpoint, one exchange at a time on each.
#include <fmt/format.h>

#include <map>
#include <utility>
#include <vector>

#include "devstack/io/http.hpp"
#include "io/http_connection.hpp"

namespace devstack::io {

namespace {

using ConnectionPtr = std::shared_ptr<Connection>;

/// Idle connections by endpoint. Shared by the transport and its streams, which may outlive it.
class Pool {
 public:
  ConnectionPtr take(const Endpoint& endpoint) {
    auto& idle = idle_[endpoint];
    while (!idle.empty()) {
      ConnectionPtr connection = std::move(idle.back());
      idle.pop_back();
      if (!connection->stale()) return connection;
      connection->close();
    }
    return nullptr;
  }
  void give_back(const Endpoint& endpoint, ConnectionPtr connection) {
    auto& idle = idle_[endpoint];
    if (idle.size() < kMaxIdle) {
      idle.push_back(std::move(connection));
    } else {
      connection->close();
    }
  }

 private:
  static constexpr std::size_t kMaxIdle = 32;
  std::map<Endpoint, std::vector<ConnectionPtr>> idle_;
};

/// Holds a connection during an exchange; closes it unless it is passed on.
class Lease {
 public:
  explicit Lease(ConnectionPtr connection) : connection_(std::move(connection)) {}
  Lease(Lease&& other) noexcept = default;
  Lease& operator=(Lease&&) = delete;
  ~Lease() {
    if (connection_) connection_->close();
  }
  Connection* operator->() const { return connection_.get(); }
  ConnectionPtr release() { return std::move(connection_); }

 private:
  ConnectionPtr connection_;
};

[[noreturn]] void time_out(std::string_view what, Duration limit) {
  throw TransportError(TransportFailure::kTimeout,
                       fmt::format("{} within {} ms", what, limit.count()), true);
}

class Stream final : public HttpStream {
 public:
  Stream(Loop& loop, std::weak_ptr<Pool> pool, Endpoint endpoint, Lease lease, HttpHead head,
         std::optional<Duration> idle_timeout)
      : loop_(loop),
        pool_(std::move(pool)),
        endpoint_(std::move(endpoint)),
        lease_(std::move(lease)),
        head_(std::move(head)),
        idle_timeout_(idle_timeout) {}

  ~Stream() override {
    const auto pool = pool_.lock();
    if (pool && lease_->reusable()) pool->give_back(endpoint_, lease_.release());
  }

  [[nodiscard]] const HttpHead& head() const override { return head_; }

  [[nodiscard]] Task<std::string> read() override {
    if (!idle_timeout_) co_return co_await lease_->receive_body();
    auto piece = co_await with_deadline(loop_, *idle_timeout_, lease_->receive_body());
    if (!piece) time_out("nothing more came", *idle_timeout_);
    co_return std::move(*piece);
  }
  [[nodiscard]] Task<void> write(std::string bytes) override {
    return lease_->write_raw(std::move(bytes));
  }
  void close_write() override { lease_->shutdown_write(); }

 private:
  Loop& loop_;
  std::weak_ptr<Pool> pool_;
  Endpoint endpoint_;
  Lease lease_;
  HttpHead head_;
  std::optional<Duration> idle_timeout_;
};

struct Done {};

Task<Done> connect(Connection& connection, Endpoint endpoint) {
  co_await connection.connect(std::move(endpoint));
  co_return Done{};
}

class BeastTransport final : public Transport {
 public:
  explicit BeastTransport(Loop& loop) : loop_(loop), pool_(std::make_shared<Pool>()) {}

  [[nodiscard]] Task<std::unique_ptr<HttpStream>> open(HttpRequest request) override {
    ConnectionPtr kept = pool_->take(request.endpoint);
    if (kept) {
      Lease lease(std::move(kept));
      std::optional<HttpHead> head;
      try {
        head = co_await exchange(*lease.operator->(), request);
      } catch (const TransportError& error) {
        const bool peer_had_closed =
            error.failure() == TransportFailure::kClosed && !lease->answer_began();
        if (!peer_had_closed || !repeatable(request)) throw;
      }
      if (head) co_return make_stream(std::move(lease), std::move(*head), request);
    }

    Lease lease(std::make_shared<Connection>(loop_.impl().context));
    auto connected = co_await with_deadline(loop_, request.connect_timeout,
                                            connect(*lease.operator->(), request.endpoint));
    if (!connected) {
      throw TransportError(
          TransportFailure::kTimeout,
          fmt::format("cannot connect to {}: no answer within {} ms", request.endpoint.to_string(),
                      request.connect_timeout.count()),
          false);
    }
    HttpHead head = co_await exchange(*lease.operator->(), request);
    co_return make_stream(std::move(lease), std::move(head), request);
  }

  [[nodiscard]] Task<std::optional<std::string>> try_connect(Endpoint endpoint,
                                                             Duration timeout) override {
    Lease lease(std::make_shared<Connection>(loop_.impl().context));
    try {
      auto connected =
          co_await with_deadline(loop_, timeout, connect(*lease.operator->(), endpoint));
      if (!connected) co_return fmt::format("no answer within {} ms", timeout.count());
    } catch (const TransportError& error) {
      co_return std::string(error.what());
    }
    co_return std::nullopt;
  }

 private:
  static bool repeatable(const HttpRequest& request) {
    return request.method == "GET" || request.method == "HEAD" || request.method == "DELETE";
  }

  static Task<HttpHead> send_and_receive(Connection& connection, const HttpRequest& request) {
    std::optional<TransportError> send_failure;
    try {
      co_await connection.send(request);
    } catch (const TransportError& error) {
      if (error.failure() != TransportFailure::kClosed) throw;
      send_failure.emplace(error);
    }
    if (!send_failure) co_return co_await connection.receive_head(request.method, request.upgrade);
    // A peer may refuse a long body before it has read it: then its answer is there already.
    try {
      co_return co_await connection.receive_head(request.method, request.upgrade);
    } catch (const TransportError&) {
      throw TransportError(*send_failure);
    }
  }

  Task<HttpHead> exchange(Connection& connection, const HttpRequest& request) {
    if (!request.head_timeout) co_return co_await send_and_receive(connection, request);
    auto head =
        co_await with_deadline(loop_, *request.head_timeout, send_and_receive(connection, request));
    if (!head) time_out("no answer", *request.head_timeout);
    co_return std::move(*head);
  }

  std::unique_ptr<HttpStream> make_stream(Lease lease, HttpHead head, const HttpRequest& request) {
    return std::make_unique<Stream>(loop_, pool_, request.endpoint, std::move(lease),
                                    std::move(head), request.idle_timeout);
  }

  Loop& loop_;
  std::shared_ptr<Pool> pool_;
};

}  // namespace

std::unique_ptr<Transport> make_transport(Loop& loop) {
  return std::make_unique<BeastTransport>(loop);
}

}  // namespace devstack::io

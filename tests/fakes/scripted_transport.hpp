// A transport that answers from a script: for tests that need a few exchanges with an engine or a
// service, in virtual time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "devstack/base/clock.hpp"
#include "devstack/io/http.hpp"

namespace devstack::fakes {

/// Answer to one request.
struct Reply {
  int status = 200;
  std::string body{};
  Duration delay{0};
  /// Further pieces of the body, each after a pause; then the end, unless `endless`.
  std::vector<std::pair<Duration, std::string>> pieces{};
  bool endless = false;  ///< after the body, nothing more ever comes
  bool silent = false;   ///< not even the head comes
  std::optional<io::TransportError> error{};
  io::Headers headers{};
  /// How the body breaks off, after its pieces; empty: it ends.
  std::optional<io::TransportError> body_error{};
  /// Of an upgraded stream: the pieces by which it answers to what is written. It does not end
  /// before it has answered with an empty piece.
  std::function<std::vector<std::pair<Duration, std::string>>(const std::string&)> converse{};
};

class ScriptedTransport final : public io::Transport {
 public:
  explicit ScriptedTransport(Clock& clock) : clock_(clock) {}

  /// Decides about every request; `target` comes without the API version.
  std::function<Reply(const io::HttpRequest& request, const std::string& target)> answer;
  /// Decides about every connection attempt: empty is success.
  std::function<std::optional<std::string>(const io::Endpoint&)> connect;
  /// "GET /containers/x/json", in order.
  std::vector<std::string> seen;
  std::vector<io::HttpRequest> requests;
  /// Bodies that came by a body_source, whole.
  std::vector<std::string> uploads;
  /// What was written to upgraded streams.
  std::string written;
  std::size_t connects = 0;

  [[nodiscard]] std::size_t count(const std::string& prefix) const {
    std::size_t hits = 0;
    for (const std::string& line : seen) hits += line.starts_with(prefix) ? 1U : 0U;
    return hits;
  }

  Task<std::unique_ptr<io::HttpStream>> open(io::HttpRequest request) override {
    const std::string target = without_version(request.target);
    seen.push_back(request.method + " " + target);
    requests.push_back(request);
    if (request.body_source) {
      std::string upload;
      for (;;) {
        const std::string piece = co_await request.body_source();
        if (piece.empty()) break;
        upload += piece;
      }
      uploads.push_back(std::move(upload));
    }
    Reply reply = answer(request, target);
    if (reply.delay > Duration{0}) co_await clock_.sleep(reply.delay);
    if (reply.error) throw *reply.error;
    if (reply.silent) {
      Event never;
      co_await never;
    }
    std::unique_ptr<io::HttpStream> stream = std::make_unique<Stream>(*this, std::move(reply));
    co_return stream;
  }

  Task<std::optional<std::string>> try_connect(io::Endpoint endpoint, Duration) override {
    ++connects;
    std::optional<std::string> refusal;
    if (connect) refusal = connect(endpoint);
    co_return refusal;
  }

 private:
  class Stream final : public io::HttpStream {
   public:
    Stream(ScriptedTransport& transport, Reply reply)
        : transport_(transport), reply_(std::move(reply)) {
      head_.status = reply_.status;
      head_.headers = reply_.headers;
    }
    const io::HttpHead& head() const override { return head_; }
    Task<std::string> read() override {
      if (!reply_.body.empty()) co_return std::exchange(reply_.body, {});
      if (reply_.converse && next_ == reply_.pieces.size()) {
        heard_.clear();
        co_await heard_;
      }
      if (next_ < reply_.pieces.size()) {
        auto [pause, text] = reply_.pieces[next_++];
        co_await transport_.clock_.sleep(pause);
        co_return text;
      }
      if (reply_.body_error) throw *reply_.body_error;
      if (reply_.endless) {
        Event never;
        co_await never;
      }
      co_return std::string();
    }
    Task<void> write(std::string bytes) override {
      transport_.written += bytes;
      if (!reply_.converse) co_return;
      for (auto& piece : reply_.converse(bytes)) reply_.pieces.push_back(std::move(piece));
      heard_.set();
    }
    void close_write() override {}

   private:
    ScriptedTransport& transport_;
    Reply reply_;
    io::HttpHead head_;
    std::size_t next_ = 0;
    Event heard_;
  };

  static std::string without_version(const std::string& target) {
    if (!target.starts_with("/v1.")) return target;
    return target.substr(target.find('/', 1));
  }

  Clock& clock_;
};

/// One frame of a container's or exec's output: stream 1 is stdout, 2 stderr.
inline std::string frame(int stream, const std::string& payload) {
  std::string header(8, '\0');
  header[0] = static_cast<char>(stream);
  for (std::size_t i = 0; i < 4; ++i) {
    header[4 + i] = static_cast<char>((payload.size() >> (8 * (3 - i))) & 0xff);
  }
  return header + payload;
}

}  // namespace devstack::fakes

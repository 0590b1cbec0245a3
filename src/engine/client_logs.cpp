// Container logs: the last lines for reports, and streams.
#include <fmt/format.h>

#include "devstack/engine/client.hpp"
#include "devstack/engine/stream_demux.hpp"
#include "engine/client_connection.hpp"

namespace devstack::engine {

namespace {

std::string log_path(std::string_view id, const LogRequest& request) {
  return fmt::format("/containers/{}/logs", io::url_encode(id)) +
         query({{"stdout", "1"},
                {"stderr", "1"},
                {"follow", request.follow ? "1" : ""},
                {"timestamps", request.timestamps ? "1" : ""},
                {"since", request.since},
                {"until", request.until},
                {"tail", request.tail}});
}

/// Each line of a log is a frame of its own; whoever shows them wants what came together at once.
class Batch {
 public:
  explicit Batch(const Client::LogSink& sink) : sink_(sink) {}

  void add(FrameStream from, std::string_view bytes) {
    const auto stream = from == FrameStream::kStdout ? LogStream::kStdout : LogStream::kStderr;
    if (stream != stream_) pass_on();
    stream_ = stream;
    bytes_ += bytes;
  }
  void pass_on() {
    if (!bytes_.empty()) sink_(stream_, bytes_);
    bytes_.clear();
  }

 private:
  const Client::LogSink& sink_;
  LogStream stream_ = LogStream::kStdout;
  std::string bytes_;
};

}  // namespace

Task<void> Client::stream_logs(std::string id, LogRequest request, LogSink sink) {
  const std::optional<Value> container = co_await inspect_container_raw(id);
  if (!container) co_return;
  const bool raw = (*container)["Config"]["Tty"].as_bool();

  Connection::Call call;
  call.method = "GET";
  call.path = log_path(id, request);
  const auto stream = co_await connection_->open(call);
  Batch batch(sink);
  StreamDemux demux([&batch](FrameStream from, std::string_view bytes) { batch.add(from, bytes); });
  try {
    for (;;) {
      const std::string piece = co_await stream->read();
      if (piece.empty()) co_return;
      if (raw) {
        sink(LogStream::kStdout, piece);
      } else {
        demux.feed(piece);
        batch.pass_on();
      }
    }
  } catch (const io::TransportError& error) {
    connection_->rethrow(error, call);
  } catch (const FrameError& error) {
    batch.pass_on();
    throw EngineError(call.method, call.path, 0, error.what());
  }
}

Task<std::string> Client::log_tail(std::string id, int lines, std::string since) {
  LogRequest request;
  request.tail = std::to_string(lines);
  request.since = std::move(since);
  std::string text;
  LogSink collect = [&text](LogStream, std::string_view bytes) { text += bytes; };
  Task<void> streaming = stream_logs(std::move(id), std::move(request), std::move(collect));
  co_await streaming;
  co_return text;
}

}  // namespace devstack::engine

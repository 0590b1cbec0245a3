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

}  // namespace

Task<void> Client::stream_logs(std::string id, LogRequest request, LogSink sink) {
  const std::optional<Value> container = co_await inspect_container_raw(id);
  if (!container) co_return;
  const bool raw = (*container)["Config"]["Tty"].as_bool();

  Connection::Call call;
  call.method = "GET";
  call.path = log_path(id, request);
  const auto stream = co_await connection_->open(call);
  StreamDemux demux([&sink](FrameStream from, std::string_view bytes) {
    sink(from == FrameStream::kStdout ? LogStream::kStdout : LogStream::kStderr, bytes);
  });
  try {
    for (;;) {
      const std::string piece = co_await stream->read();
      if (piece.empty()) co_return;
      if (raw) {
        sink(LogStream::kStdout, piece);
      } else {
        demux.feed(piece);
      }
    }
  } catch (const io::TransportError& error) {
    connection_->rethrow(error, call);
  } catch (const FrameError& error) {
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

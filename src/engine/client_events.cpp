// The engine's events. They are a hint to look, never the truth: engines drop and repeat them.
#include <fmt/format.h>

#include "devstack/engine/client.hpp"
#include "engine/answer_codec.hpp"
#include "engine/client_connection.hpp"

namespace devstack::engine {

namespace {

std::string event_time(std::optional<std::chrono::nanoseconds> since) {
  if (!since) return {};
  constexpr std::int64_t kPerSecond = 1'000'000'000;
  return fmt::format("{}.{:09}", since->count() / kPerSecond, since->count() % kPerSecond);
}

/// Hands each event of the stream to `sink` until the engine ends it.
Task<void> read_events(std::unique_ptr<io::HttpStream> stream, const Client::EventSink& sink) {
  JsonSplitter splitter;
  for (;;) {
    const std::string piece = co_await stream->read();
    if (piece.empty()) co_return;
    for (const std::string& document : splitter.feed(piece)) {
      if (const std::optional<Value> json = parse_json(document)) sink(decode_event(*json));
    }
  }
}

}  // namespace

Task<void> Client::stream_events(std::vector<std::string> labels,
                                 std::optional<std::chrono::nanoseconds> since, Event* subscribed,
                                 EventSink sink) {
  Connection::Call call;
  call.method = "GET";
  call.path = "/events" + query({{"filters", label_filter(labels)}, {"since", event_time(since)}});
  try {
    auto stream = co_await connection_->open(call);
    if (subscribed != nullptr) subscribed->set();
    co_await read_events(std::move(stream), sink);
  } catch (const io::TransportError& error) {
    connection_->rethrow(error, call);
  }
  throw EngineError(call.method, call.path, 0, "the engine ended its stream of events");
}

Task<void> Client::events_between(std::vector<std::string> labels, std::string since,
                                  std::string until, EventSink sink) {
  Connection::Call call;
  call.method = "GET";
  call.path =
      "/events" + query({{"filters", label_filter(labels)}, {"since", since}, {"until", until}});
  try {
    auto stream = co_await connection_->open(call);
    co_await read_events(std::move(stream), sink);
  } catch (const io::TransportError& error) {
    connection_->rethrow(error, call);
  }
}

}  // namespace devstack::engine

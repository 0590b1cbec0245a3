// The engine's events. They are a hint to look, never the truth: engines drop and repeat them.
#include <fmt/format.h>

#include "devstack/base/units.hpp"
#include "devstack/engine/client.hpp"
#include "engine/answer_codec.hpp"
#include "engine/client_connection.hpp"

namespace devstack::engine {

namespace {

std::string event_time(std::optional<std::chrono::nanoseconds> since) {
  if (!since) return {};
  return format_unix_seconds(*since);
}

/// Podman gives nothing when `until` has passed: it is asked for a little more than is wanted.
Client::EventSink podman_until(std::string& until, const Clock& clock, Client::EventSink sink) {
  const auto wanted = parse_engine_time(until);
  const auto now = clock.system_now().time_since_epoch();
  if (!wanted || *wanted > now) return sink;
  until = event_time(now + std::chrono::seconds(1));
  return [wanted, sink = std::move(sink)](const EngineEvent& event) {
    if (event.time <= *wanted) sink(event);
  };
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

Task<void> follow_events(Client::Connection& connection, Client::Connection::Call call,
                         Event* subscribed, const Client::EventSink& sink) {
  try {
    auto stream = co_await connection.open(call);
    if (subscribed != nullptr) subscribed->set();
    co_await read_events(std::move(stream), sink);
  } catch (const io::TransportError& error) {
    connection.rethrow(error, call);
  }
  throw EngineError(call.method, call.path, 0, "the engine ended its stream of events");
}

}  // namespace

Task<void> Client::stream_events(std::vector<std::string> labels,
                                 std::optional<std::chrono::nanoseconds> since, Event* subscribed,
                                 EventSink sink) {
  Connection::Call call;
  call.method = "GET";
  call.path = "/events" + query({{"filters", label_filter(labels)}, {"since", event_time(since)}});
  co_await follow_events(*connection_, std::move(call), subscribed, sink);
}

Task<void> Client::stream_container_events(std::vector<std::string> labels,
                                           std::vector<std::string> actions, Event* subscribed,
                                           EventSink sink) {
  Value filters;
  if (!labels.empty()) filters.set("label", Value::strings(labels));
  filters.set("type", Value::strings({"container"}));
  filters.set("event", Value::strings(actions));
  Connection::Call call;
  call.method = "GET";
  call.path = "/events" + query({{"filters", to_json(filters)}});
  co_await follow_events(*connection_, std::move(call), subscribed, sink);
}

Task<void> Client::events_between(std::vector<std::string> labels, std::string since,
                                  std::string until, EventSink sink) {
  if (connection_->podman) sink = podman_until(until, connection_->clock, std::move(sink));
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

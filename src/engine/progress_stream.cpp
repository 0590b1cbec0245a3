#include "engine/progress_stream.hpp"

#include "devstack/base/text.hpp"

namespace devstack::engine {

namespace {

ProgressMessage decode(const Value& json) {
  ProgressMessage message;
  message.id = json["id"].as_string();
  // A build reports its output as "stream", a pull its phases as "status".
  message.status = json["stream"].as_string(json["status"].as_string());
  message.current = json["progressDetail"]["current"].as_int();
  message.total = json["progressDetail"]["total"].as_int();
  return message;
}

std::string failure_of(const Value& json) {
  return json["errorDetail"]["message"].as_string(json["error"].as_string());
}

}  // namespace

Task<std::optional<std::string>> read_progress(std::unique_ptr<io::HttpStream> stream,
                                               Client::ProgressSink sink) {
  JsonSplitter splitter;
  std::optional<std::string> failure;
  for (;;) {
    const std::string piece = co_await stream->read();
    if (piece.empty()) co_return failure;
    for (const std::string& document : splitter.feed(piece)) {
      const std::optional<Value> json = parse_json(document);
      if (!json) continue;
      if (std::string text = failure_of(*json); !text.empty()) {
        failure = terminal_safe(trim(text));
      } else if (sink) {
        sink(decode(*json));
      }
    }
  }
}

}  // namespace devstack::engine

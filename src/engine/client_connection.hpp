// What all calls share: the way to the engine, the negotiated version, deadlines, and how an answer
// becomes a result or an error.
#pragma once

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "devstack/engine/client.hpp"

namespace devstack::engine {

struct Client::Connection {
  io::Transport& transport;
  Clock& clock;
  io::Endpoint endpoint;
  Timeouts timeouts;
  ApiVersion api{};
  bool connected = false;
  bool podman = false;
  std::string server{};

  struct Call {
    std::string method;
    std::string path;  ///< after the version: "/containers/json?all=1"
    std::optional<Value> body;
    std::optional<Duration> head_timeout;  ///< empty: Timeouts::control
    /// Statuses besides 2xx that are not errors here.
    std::vector<int> also_fine;
    /// Podman's answer about processes of a container that does not run: 200 and nothing.
    bool may_be_empty = false;
  };
  struct Answer {
    int status = 0;
    Value body;           ///< null when there was none, or it is not JSON
    std::string message;  ///< the engine's words, of an error status
  };

  [[nodiscard]] io::HttpRequest request(const Call& call) const;

  /// One whole exchange. Throws EngineError on other statuses than 2xx and `also_fine`.
  Task<Answer> send(Call call);
  /// What there is at a path (after the version); empty where the engine knows nothing of it.
  Task<std::optional<Value>> find(std::string path);
  /// A long answer, to be read piece by piece; same errors.
  Task<std::unique_ptr<io::HttpStream>> open(Call call, io::HttpRequest request);
  Task<std::unique_ptr<io::HttpStream>> open(Call call);

  /// Sends `request` and reads the reported progress to its end. Throws EngineError, also when the
  /// failure was reported in the stream.
  Task<void> upload(Call call, io::HttpRequest request);

  /// Rethrows what went wrong below HTTP as EngineUnavailable or EngineError.
  [[noreturn]] void rethrow(const io::TransportError& error, const Call& call) const;
};

/// "?a=1&b=2" of those whose value is not empty; names and values are encoded.
[[nodiscard]] std::string query(
    std::initializer_list<std::pair<std::string_view, std::string>> parts);

/// The `filters` parameter for labels: {"label":["k=v"]}; empty for none.
[[nodiscard]] std::string label_filter(const std::vector<std::string>& labels);

/// The engine's own words out of an error's body: {"message": …}, or its text, on one line.
[[nodiscard]] std::string error_message(std::string_view body);

/// Reads a stream to its end, up to `max_bytes`.
[[nodiscard]] Task<std::string> read_all(std::unique_ptr<io::HttpStream> stream,
                                         std::size_t max_bytes);

}  // namespace devstack::engine

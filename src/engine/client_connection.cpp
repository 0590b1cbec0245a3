#include "engine/client_connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "devstack/base/text.hpp"
#include "engine/progress_stream.hpp"

namespace devstack::engine {

namespace {

constexpr std::size_t kMaxAnswerBytes = std::size_t{64} << 20;
constexpr std::size_t kMaxErrorBytes = 64 * 1024;

std::string one_line(std::string_view text) {
  std::string line(trim(text));
  std::replace(line.begin(), line.end(), '\n', ' ');
  return terminal_safe(line);
}

bool is_fine(const Client::Connection::Call& call, int status) {
  const bool success = status >= 200 && status < 300;
  return success || status == 101 ||
         std::find(call.also_fine.begin(), call.also_fine.end(), status) != call.also_fine.end();
}

/// Podman says 500 where Docker says 409: a name that is taken, a container in the wrong state.
bool is_podman_conflict(int status, std::string_view message) {
  constexpr std::array<std::string_view, 3> kWords{
      "name is already in use", "network already exists", "container state improper"};
  return status == 500 && std::ranges::any_of(kWords, [message](std::string_view words) {
           return message.find(words) != std::string_view::npos;
         });
}

}  // namespace

std::string query(std::initializer_list<std::pair<std::string_view, std::string>> parts) {
  std::string text;
  for (const auto& [name, value] : parts) {
    if (value.empty()) continue;
    text += fmt::format("{}{}={}", text.empty() ? "?" : "&", io::url_encode(name),
                        io::url_encode(value));
  }
  return text;
}

std::string label_filter(const std::vector<std::string>& labels) {
  if (labels.empty()) return {};
  Value filters;
  filters.set("label", Value::strings(labels));
  return to_json(filters);
}

std::string error_message(std::string_view body) {
  const std::optional<Value> json = parse_json(body);
  const std::string message = json ? (*json)["message"].as_string() : std::string();
  return one_line(message.empty() ? body : std::string_view(message));
}

Task<std::string> read_all(std::unique_ptr<io::HttpStream> stream, std::size_t max_bytes) {
  std::string text;
  for (;;) {
    const std::string piece = co_await stream->read();
    if (piece.empty()) co_return text;
    text += piece;
    if (text.size() > max_bytes) {
      throw io::TransportError(io::TransportFailure::kProtocol,
                               fmt::format("the answer is longer than {} bytes", max_bytes), true);
    }
  }
}

io::HttpRequest Client::Connection::request(const Call& call) const {
  io::HttpRequest request;
  request.endpoint = endpoint;
  request.method = call.method;
  request.target = fmt::format("/v{}{}", api.to_string(), call.path);
  request.head_timeout = call.head_timeout.value_or(timeouts.control);
  request.connect_timeout = timeouts.ping;
  if (call.body) {
    request.body = to_json(*call.body);
    request.headers.emplace_back("Content-Type", "application/json");
  }
  return request;
}

Task<Client::Connection::Answer> Client::Connection::send(Call call) {
  Answer answer;
  try {
    io::HttpRequest plain = request(call);
    const auto stream = co_await transport.open(std::move(plain));
    answer.status = stream->head().status;
    const bool fine = is_fine(call, answer.status);
    const std::size_t limit = fine ? kMaxAnswerBytes : kMaxErrorBytes;
    std::string body;
    while (body.size() <= limit) {
      const std::string piece = co_await stream->read();
      if (piece.empty()) break;
      body += piece;
    }
    if (fine && body.size() > limit) {
      throw EngineError(call.method, call.path, answer.status, "the answer is too long");
    }
    if (answer.status >= 300) answer.message = error_message(body);
    if (podman && is_podman_conflict(answer.status, answer.message)) answer.status = 409;
    if (!is_fine(call, answer.status)) {
      throw EngineError(call.method, call.path, answer.status, answer.message);
    }
    if (auto json = parse_json(body)) {
      answer.body = std::move(*json);
    } else if (call.method == "GET" && answer.status == 200 &&
               !(call.may_be_empty && body.empty())) {
      // Taken for an empty list it would say that nothing exists.
      throw EngineError(call.method, call.path, answer.status, "the answer is not JSON");
    }
  } catch (const io::TransportError& error) {
    rethrow(error, call);
  }
  co_return answer;
}

Task<std::optional<Value>> Client::Connection::find(std::string path) {
  Call call;
  call.method = "GET";
  call.path = std::move(path);
  call.also_fine = {404};
  Answer answer = co_await send(std::move(call));
  if (answer.status == 404) co_return std::nullopt;
  co_return std::move(answer.body);
}

Task<std::unique_ptr<io::HttpStream>> Client::Connection::open(Call call, io::HttpRequest request) {
  std::unique_ptr<io::HttpStream> stream;
  std::string failure;
  try {
    stream = co_await transport.open(std::move(request));
    if (is_fine(call, stream->head().status)) co_return stream;
    for (;;) {
      const std::string piece = co_await stream->read();
      if (piece.empty() || failure.size() > kMaxErrorBytes) break;
      failure += piece;
    }
  } catch (const io::TransportError& error) {
    rethrow(error, call);
  }
  throw EngineError(call.method, call.path, stream->head().status, error_message(failure));
}

Task<std::unique_ptr<io::HttpStream>> Client::Connection::open(Call call) {
  io::HttpRequest plain = request(call);
  return open(std::move(call), std::move(plain));
}

Task<void> Client::Connection::upload(Call call, io::HttpRequest request) {
  auto stream = co_await open(call, std::move(request));
  std::optional<std::string> failure;
  try {
    failure = co_await read_progress(std::move(stream), {});
  } catch (const io::TransportError& error) {
    rethrow(error, call);
  }
  if (failure) throw EngineError(call.method, call.path, 200, *failure);
}

void Client::Connection::rethrow(const io::TransportError& error, const Call& call) const {
  const std::string where = endpoint.to_string();
  switch (error.failure()) {
    case io::TransportFailure::kNotFound:
      throw EngineUnavailable(
          "DS2001",
          endpoint.unix_path.empty()
              ? fmt::format("no Docker Engine at {}: the host has no address", where)
              : fmt::format("no Docker Engine at {}: the socket does not exist", where),
          "start the engine: sudo systemctl start docker\n"
          "or say where it is: DOCKER_HOST=unix:///run/user/$UID/docker.sock, or -H");
    case io::TransportFailure::kPermission:
      throw EngineUnavailable(
          "DS2002",
          fmt::format("permission denied: you may not use the Docker Engine at {}", where),
          "join the socket's group: sudo usermod -aG docker $USER, then log in again");
    case io::TransportFailure::kRefused:
      throw EngineUnavailable(
          "DS2003",
          fmt::format("the Docker Engine at {} is not running: nobody listens there", where),
          "start it: sudo systemctl start docker");
    case io::TransportFailure::kTimeout:
      if (!error.request_was_sent()) {
        throw EngineUnavailable("DS2004",
                                fmt::format("the Docker Engine at {} does not answer", where),
                                "see whether it hangs: sudo systemctl status docker");
      }
      throw Error(ExitCode::kDeadline, "DS2011",
                  fmt::format("{} {}: {}", call.method, call.path, error.what()),
                  "the engine may still be working on it; try again, or look at its log");
    case io::TransportFailure::kClosed:
      throw EngineError(call.method, call.path, 0, "the reply was lost: the engine hung up");
    case io::TransportFailure::kProtocol:
    case io::TransportFailure::kOther:
      break;
  }
  throw EngineError(call.method, call.path, 0, one_line(error.what()));
}

}  // namespace devstack::engine

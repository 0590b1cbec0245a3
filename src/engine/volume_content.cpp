// GET and PUT /containers/{id}/archive as streams. Only plain tar is ever sent: engines before 29.5
// run a decompressor found inside the container for a compressed one (CVE-2026-41567).
#include "devstack/engine/volume_content.hpp"

#include <fmt/format.h>

#include "engine/answer_codec.hpp"
#include "engine/client_connection.hpp"

namespace devstack::engine {
namespace {

constexpr std::size_t kMaxAnswerBytes = std::size_t{64} << 10;

Client::Connection connection_of(const EngineAccess& access) {
  Client::Connection connection{access.transport, access.clock, access.client.endpoint(),
                                Timeouts{}};
  connection.api = access.client.api_version();
  return connection;
}

std::string archive_path(std::string_view container, const std::string& path) {
  return fmt::format("/containers/{}/archive", io::url_encode(container)) + query({{"path", path}});
}

}  // namespace

Task<std::vector<ContainerSummary>> list_volume_users(EngineAccess access, std::string volume) {
  Client::Connection connection = connection_of(access);
  Value names = Value::array();
  names.push_back(volume);
  Value filter = Value::object();
  filter.set("volume", std::move(names));
  Client::Connection::Call call;
  call.method = "GET";
  call.path = "/containers/json" + query({{"all", "1"}, {"filters", to_json(filter)}});
  const Client::Connection::Answer answer = co_await connection.send(std::move(call));
  std::vector<ContainerSummary> users;
  for (const Value& item : answer.body.items()) users.push_back(decode_container_summary(item));
  co_return users;
}

Task<void> read_archive(EngineAccess access, std::string container, std::string path,
                        ByteSink sink) {
  Client::Connection connection = connection_of(access);
  Client::Connection::Call call;
  call.method = "GET";
  call.path = archive_path(container, path);
  io::HttpRequest request = connection.request(call);
  request.head_timeout.reset();  // the engine looks through the folder first
  const auto stream = co_await connection.open(call, std::move(request));
  try {
    for (;;) {
      const std::string piece = co_await stream->read();
      if (piece.empty()) co_return;
      sink(piece);
    }
  } catch (const io::TransportError& error) {
    connection.rethrow(error, call);
  }
}

Task<void> write_archive(EngineAccess access, std::string container, std::string path,
                         ByteSource source) {
  Client::Connection connection = connection_of(access);
  Client::Connection::Call call;
  call.method = "PUT";
  call.path = archive_path(container, path);
  io::HttpRequest request = connection.request(call);
  request.headers.emplace_back("Content-Type", "application/x-tar");
  request.head_timeout.reset();  // comes when everything is extracted
  request.body_source = std::move(source);
  auto stream = co_await connection.open(call, std::move(request));
  try {
    co_await read_all(std::move(stream), kMaxAnswerBytes);
  } catch (const io::TransportError& error) {
    connection.rethrow(error, call);
  }
}

}  // namespace devstack::engine

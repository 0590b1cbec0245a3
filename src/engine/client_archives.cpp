// GET and PUT /containers/{id}/archive. Only plain tar is ever sent: engines before 29.5 run a
// decompressor found inside the container for a compressed one (CVE-2026-41567).
#include <fmt/format.h>

#include "devstack/engine/client.hpp"
#include "engine/base64.hpp"
#include "engine/client_connection.hpp"

namespace devstack::engine {
namespace {

constexpr std::size_t kMaxAnswerBytes = std::size_t{64} << 10;

/// `mode` is Go's os.FileMode: kinds are bits from the top, 0 is a regular file.
PathStat decode_path_stat(const Value& json) {
  constexpr std::int64_t kFolderBit = std::int64_t{1} << 31;
  constexpr std::int64_t kLinkBit = std::int64_t{1} << 27;
  constexpr std::int64_t kOtherBits = (std::int64_t{1} << 26) | (std::int64_t{1} << 25) |
                                      (std::int64_t{1} << 24) | (std::int64_t{1} << 21);
  const std::int64_t mode = json["mode"].as_int();
  PathStat stat;
  stat.name = json["name"].as_string();
  stat.size = json["size"].as_int();
  stat.link_target = json["linkTarget"].as_string();
  stat.kind = (mode & kFolderBit) != 0   ? PathStat::Kind::kFolder
              : (mode & kLinkBit) != 0   ? PathStat::Kind::kLink
              : (mode & kOtherBits) != 0 ? PathStat::Kind::kOther
                                         : PathStat::Kind::kFile;
  return stat;
}

Client::Connection::Call archive_call(std::string method, const std::string& id,
                                      const std::string& path) {
  Client::Connection::Call call;
  call.method = std::move(method);
  call.path = fmt::format("/containers/{}/archive", io::url_encode(id)) + query({{"path", path}});
  return call;
}

/// `request` has the tar, or gives it.
Task<void> send_archive(Client::Connection& connection, Client::Connection::Call call,
                        io::HttpRequest request) {
  request.headers.emplace_back("Content-Type", "application/x-tar");
  auto stream = co_await connection.open(call, std::move(request));
  try {
    co_await read_all(std::move(stream), kMaxAnswerBytes);
  } catch (const io::TransportError& error) {
    connection.rethrow(error, call);
  }
}

}  // namespace

Task<void> Client::put_archive(std::string id, std::string path, std::string tar) {
  Connection::Call call = archive_call("PUT", id, path);
  io::HttpRequest request = connection_->request(call);
  request.body = std::move(tar);
  co_await send_archive(*connection_, std::move(call), std::move(request));
}

Task<void> Client::write_archive(std::string id, std::string path, ByteSource source,
                                 FileOwner owner) {
  Connection::Call call = archive_call("PUT", id, path);
  if (owner == FileOwner::kContainerUser) call.path += "&copyUIDGID=1";
  io::HttpRequest request = connection_->request(call);
  request.body_source = std::move(source);
  request.head_timeout.reset();  // comes when everything is extracted
  co_await send_archive(*connection_, std::move(call), std::move(request));
}

Task<std::optional<PathStat>> Client::stat_path(std::string id, std::string path) {
  Connection::Call call = archive_call("HEAD", id, path);
  call.also_fine = {404};
  io::HttpRequest request = connection_->request(call);
  const auto stream = co_await connection_->open(call, std::move(request));
  if (stream->head().status == 404) co_return std::nullopt;
  const auto text = base64_decode(stream->head().header("X-Docker-Container-Path-Stat"));
  const std::optional<Value> json = text ? parse_json(*text) : std::nullopt;
  if (!json) throw EngineError(call.method, call.path, 0, "the engine does not say what is there");
  co_return decode_path_stat(*json);
}

Task<void> Client::read_archive(std::string id, std::string path, ByteSink sink) {
  const Connection::Call call = archive_call("GET", id, path);
  io::HttpRequest request = connection_->request(call);
  request.head_timeout.reset();  // the engine looks through the folder first
  const auto stream = co_await connection_->open(call, std::move(request));
  try {
    for (;;) {
      const std::string piece = co_await stream->read();
      if (piece.empty()) co_return;
      sink(piece);
    }
  } catch (const io::TransportError& error) {
    connection_->rethrow(error, call);
  }
}

}  // namespace devstack::engine

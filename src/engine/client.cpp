// The client itself: negotiation, and what concerns the engine as a whole.
#include "devstack/engine/client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "devstack/base/hash.hpp"
#include "engine/answer_codec.hpp"
#include "engine/client_connection.hpp"

namespace devstack::engine {

namespace {

// The window of API versions whose behaviour we know: engine 20.10 to the newest that we tested.
constexpr ApiVersion kOldest{1, 41};
constexpr ApiVersion kNewest{1, 51};

std::optional<ApiVersion> parse_version(std::string_view text) {
  ApiVersion version;
  const char* const end = text.data() + text.size();
  const auto major = std::from_chars(text.data(), end, version.major);
  if (major.ec != std::errc() || major.ptr == end || *major.ptr != '.') return std::nullopt;
  const auto minor = std::from_chars(major.ptr + 1, end, version.minor);
  if (minor.ec != std::errc() || minor.ptr != end) return std::nullopt;
  return version;
}

/// Podman answers with another id each time; its data root is what stays.
std::string podman_id(const EngineInfo& info) {
  return "podman-" + sha256_hex(info.name + "\n" + info.docker_root).substr(0, 16);
}

}  // namespace

std::string ApiVersion::to_string() const { return fmt::format("{}.{}", major, minor); }

Client::Client(io::Transport& transport, Clock& clock, io::Endpoint endpoint, Timeouts timeouts)
    : connection_(std::make_unique<Connection>(
          Connection{transport, clock, std::move(endpoint), timeouts})) {}
Client::~Client() = default;

ApiVersion Client::api_version() const { return connection_->api; }
bool Client::is_podman() const { return connection_->podman; }
const std::string& Client::server() const { return connection_->server; }
const io::Endpoint& Client::endpoint() const { return connection_->endpoint; }

Task<void> Client::connect() {
  if (connection_->connected) co_return;
  Connection::Call call;
  call.method = "GET";
  call.path = "/_ping";
  call.head_timeout = connection_->timeouts.ping;
  io::HttpRequest request = connection_->request(call);
  request.target = "/_ping";  // the only path without a version
  const std::string where = connection_->endpoint.to_string();
  std::optional<ApiVersion> offered;
  try {
    const auto stream = co_await connection_->transport.open(std::move(request));
    offered = parse_version(stream->head().header("Api-Version"));
    connection_->podman = !stream->head().header("Libpod-API-Version").empty();
    connection_->server = stream->head().header("Server");
    while (!(co_await stream->read()).empty()) {
    }
  } catch (const io::TransportError& error) {
    if (error.failure() == io::TransportFailure::kTimeout) {
      throw EngineUnavailable("DS2004",
                              fmt::format("the Docker Engine at {} does not answer", where),
                              "see whether it hangs: sudo systemctl status docker");
    }
    connection_->rethrow(error, call);
  }
  if (!offered) {
    throw EngineUnavailable("DS2005", fmt::format("what answers at {} is no Docker Engine", where),
                            "check DOCKER_HOST, or -H");
  }
  if (*offered < kOldest) {
    throw EngineUnavailable(
        "DS2005",
        fmt::format("the engine at {} speaks API {}, devstack needs at least {}", where,
                    offered->to_string(), kOldest.to_string()),
        "update Docker Engine to 20.10 or newer, Podman to 4.3 or newer");
  }
  connection_->api = std::min(*offered, kNewest);
  connection_->connected = true;
}

Task<EngineInfo> Client::info() {
  Connection::Call call{"GET", "/info", {}, {}, {}};
  const Connection::Answer answer = co_await connection_->send(std::move(call));
  EngineInfo info = decode_info(answer.body);
  if (connection_->podman) info.id = podman_id(info);
  co_return info;
}

}  // namespace devstack::engine

// Volumes.
#include <fmt/format.h>

#include <optional>

#include "devstack/engine/client.hpp"
#include "engine/answer_codec.hpp"
#include "engine/client_connection.hpp"

namespace devstack::engine {
namespace {

/// Between two questions whether the engine has finished measuring for somebody else.
constexpr Duration kMeasuringPause{200};

/// Docker 20.10 measures for one client at a time: 500, "a disk usage operation is already
/// running".
bool measures_already(const EngineError& error) {
  return error.status() == 500 &&
         error.daemon_message().find("disk usage operation") != std::string::npos;
}

}  // namespace

Task<std::vector<VolumeSummary>> Client::list_volumes(std::vector<std::string> labels) {
  Connection::Call call;
  call.method = "GET";
  call.path = "/volumes" + query({{"filters", label_filter(labels)}});
  const Connection::Answer answer = co_await connection_->send(std::move(call));
  std::vector<VolumeSummary> volumes;
  for (const Value& item : answer.body["Volumes"].items()) volumes.push_back(decode_volume(item));
  co_return volumes;
}

Task<std::vector<VolumeSummary>> Client::volume_usage() {
  Connection::Call call;
  call.method = "GET";
  call.path = connection_->api >= ApiVersion{1, 42} ? "/system/df?type=volume" : "/system/df";
  std::optional<Connection::Answer> measured;
  const auto give_up = connection_->clock.now() + connection_->timeouts.control;
  while (!measured) {
    try {
      measured = co_await connection_->send(call);
    } catch (const EngineError& error) {
      if (!measures_already(error) || connection_->clock.now() >= give_up) throw;
    }
    if (!measured) co_await connection_->clock.sleep(kMeasuringPause);
  }
  const Connection::Answer& answer = *measured;
  std::vector<VolumeSummary> volumes;
  for (const Value& item : answer.body["Volumes"].items()) volumes.push_back(decode_volume(item));
  co_return volumes;
}

Task<std::optional<VolumeSummary>> Client::inspect_volume(std::string name) {
  const std::optional<Value> found =
      co_await connection_->find(fmt::format("/volumes/{}", io::url_encode(name)));
  if (!found) co_return std::nullopt;
  co_return decode_volume(*found);
}

Task<void> Client::create_volume(Value body) {
  Connection::Call call;
  call.method = "POST";
  call.path = "/volumes/create";
  call.body = std::move(body);
  co_await connection_->send(std::move(call));
}

Task<RemoveResult> Client::remove_volume(std::string name) {
  Connection::Call call;
  call.method = "DELETE";
  call.path = fmt::format("/volumes/{}", io::url_encode(name));
  call.also_fine = {404};
  const Connection::Answer answer = co_await connection_->send(std::move(call));
  co_return answer.status == 404 ? RemoveResult::kNotFound : RemoveResult::kRemoved;
}

Task<std::vector<ContainerSummary>> Client::list_volume_users(std::string volume) {
  Value names = Value::array();
  names.push_back(volume);
  Value filter = Value::object();
  filter.set("volume", std::move(names));
  Connection::Call call;
  call.method = "GET";
  call.path = "/containers/json" + query({{"all", "1"}, {"filters", to_json(filter)}});
  const Connection::Answer answer = co_await connection_->send(std::move(call));
  std::vector<ContainerSummary> users;
  for (const Value& item : answer.body.items()) users.push_back(decode_container_summary(item));
  co_return users;
}

}  // namespace devstack::engine

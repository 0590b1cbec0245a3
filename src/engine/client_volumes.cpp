// Volumes.
#include <fmt/format.h>

#include "devstack/engine/client.hpp"
#include "engine/answer_codec.hpp"
#include "engine/client_connection.hpp"

namespace devstack::engine {

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
  const Connection::Answer answer = co_await connection_->send(std::move(call));
  std::vector<VolumeSummary> volumes;
  for (const Value& item : answer.body["Volumes"].items()) volumes.push_back(decode_volume(item));
  co_return volumes;
}

Task<std::optional<VolumeSummary>> Client::inspect_volume(std::string name) {
  Connection::Call call;
  call.method = "GET";
  call.path = fmt::format("/volumes/{}", io::url_encode(name));
  call.also_fine = {404};
  const Connection::Answer answer = co_await connection_->send(std::move(call));
  if (answer.status == 404) co_return std::nullopt;
  co_return decode_volume(answer.body);
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

}  // namespace devstack::engine

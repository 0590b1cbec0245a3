// What runs in a container, and what it uses.
#include <fmt/format.h>

#include "devstack/engine/client.hpp"
#include "engine/answer_codec.hpp"
#include "engine/client_connection.hpp"

namespace devstack::engine {

Task<std::optional<ProcessTable>> Client::container_processes(std::string id) {
  Connection::Call call;
  call.method = "GET";
  // Podman would go on for ever without `stream`.
  call.path = fmt::format("/containers/{}/top?stream=false", io::url_encode(id));
  call.also_fine = {404, 409};  // gone, or not running
  call.may_be_empty = true;
  const Connection::Answer answer = co_await connection_->send(std::move(call));
  if (answer.status != 200 || answer.body.is_null()) co_return std::nullopt;
  co_return decode_processes(answer.body);
}

Task<std::optional<ContainerStats>> Client::container_stats(std::string id) {
  Connection::Call call;
  call.method = "GET";
  // Without one-shot the engine takes a second sample, a second later.
  call.path = fmt::format("/containers/{}/stats?stream=0&one-shot=1", io::url_encode(id));
  call.also_fine = {404, 409};
  call.may_be_empty = true;
  const Connection::Answer answer = co_await connection_->send(std::move(call));
  // For a container that does not run the engine leaves the counters out.
  if (answer.status != 200 || !answer.body["cpu_stats"]["system_cpu_usage"].is_number()) {
    co_return std::nullopt;
  }
  co_return decode_stats(answer.body);
}

}  // namespace devstack::engine

// Containers: list, inspect, create, start, stop, remove and the like.
#include <fmt/format.h>

#include "devstack/engine/client.hpp"
#include "engine/answer_codec.hpp"
#include "engine/client_connection.hpp"

namespace devstack::engine {

namespace {

constexpr Duration kRemovalPoll{100};
constexpr Duration kRemovalPatience{60'000};

std::string container_path(std::string_view reference, std::string_view rest) {
  return fmt::format("/containers/{}{}", io::url_encode(reference), rest);
}

/// As people write it, and as Docker's lists do: "postgres:15" for "docker.io/library/postgres:15".
std::string familiar_image_name(const std::string& name) {
  for (const std::string_view prefix : {"docker.io/library/", "docker.io/"}) {
    if (name.starts_with(prefix)) return name.substr(prefix.size());
  }
  return name;
}

/// What Docker's list has and Podman's has not: names of images as people write them, and health.
Task<void> complete(Client& client, ContainerSummary& container) {
  container.image = familiar_image_name(container.image);
  if (container.state != "running") co_return;
  const std::optional<ContainerDetails> details = co_await client.inspect_container(container.id);
  if (!details || !details->health_status) co_return;
  // Without systemd Podman runs no health check, and "starting" would never end.
  const std::string& health = *details->health_status;
  if (health == "healthy" || health == "unhealthy") container.status += " (" + health + ")";
}

}  // namespace

Task<std::vector<ContainerSummary>> Client::list_containers(std::vector<std::string> labels) {
  Connection::Call call;
  call.method = "GET";
  call.path = "/containers/json" + query({{"all", "1"}, {"filters", label_filter(labels)}});
  const Connection::Answer answer = co_await connection_->send(std::move(call));
  std::vector<ContainerSummary> containers;
  for (const Value& item : answer.body.items())
    containers.push_back(decode_container_summary(item));
  if (connection_->podman) {
    for (ContainerSummary& container : containers) co_await complete(*this, container);
  }
  co_return containers;
}

Task<std::optional<Value>> Client::inspect_container_raw(std::string reference) {
  return connection_->find(container_path(reference, "/json"));
}

Task<std::optional<ContainerDetails>> Client::inspect_container(std::string reference) {
  const std::optional<Value> raw = co_await inspect_container_raw(std::move(reference));
  if (!raw) co_return std::nullopt;
  ContainerDetails details = decode_container(*raw);
  if (connection_->podman) details.image = familiar_image_name(details.image);
  co_return details;
}

Task<CreateResult> Client::create_container(std::string name, std::string platform, Value body) {
  Connection::Call call;
  call.method = "POST";
  call.path = "/containers/create" + query({{"name", name}, {"platform", platform}});
  call.body = std::move(body);
  call.also_fine = {404, 409};
  const Connection::Answer answer = co_await connection_->send(call);
  CreateResult result;
  result.message = answer.message;
  if (answer.status == 409) {
    result.name_conflict = true;
  } else if (answer.status == 404) {
    // A missing network or volume is a 404, too; only the image is ours to get.
    result.missing_image = answer.message.find("No such image") != std::string::npos ||
                           answer.message.find("no such image") != std::string::npos;
    if (!result.missing_image) throw EngineError(call.method, call.path, 404, answer.message);
  } else {
    result.id = answer.body["Id"].as_string();
    result.warnings = answer.body["Warnings"].string_items();
  }
  co_return result;
}

Task<StartResult> Client::start_container(std::string id) {
  Connection::Call call;
  call.method = "POST";
  call.path = container_path(id, "/start");
  call.also_fine = {304};
  const Connection::Answer answer = co_await connection_->send(std::move(call));
  co_return answer.status == 304 ? StartResult::kAlreadyRunning : StartResult::kStarted;
}

Task<void> Client::stop_container(std::string id, std::chrono::seconds grace) {
  Connection::Call call;
  call.method = "POST";
  call.path = container_path(id, fmt::format("/stop?t={}", grace.count()));
  call.head_timeout = Duration(grace) + connection_->timeouts.stop_margin;
  call.also_fine = {304, 404};  // stopped already, or gone
  co_await connection_->send(std::move(call));
}

Task<void> Client::kill_container(std::string id, std::string signal) {
  Connection::Call call;
  call.method = "POST";
  call.path = container_path(id, "/kill") + query({{"signal", signal}});
  call.also_fine = {404, 409};  // gone, or not running
  co_await connection_->send(std::move(call));
}

Task<void> Client::pause_container(std::string id) {
  Connection::Call call;
  call.method = "POST";
  call.path = container_path(id, "/pause");
  co_await connection_->send(std::move(call));
}

Task<void> Client::unpause_container(std::string id) {
  Connection::Call call;
  call.method = "POST";
  call.path = container_path(id, "/unpause");
  co_await connection_->send(std::move(call));
}

Task<void> Client::restart_container(std::string id, std::chrono::seconds grace) {
  Connection::Call call;
  call.method = "POST";
  call.path = container_path(id, fmt::format("/restart?t={}", grace.count()));
  call.head_timeout = Duration(grace) + connection_->timeouts.control;
  co_await connection_->send(std::move(call));
}

Task<RemoveResult> Client::remove_container(std::string id, AnonymousVolumes volumes) {
  const std::string options = volumes == AnonymousVolumes::kRemove ? "?force=1&v=1" : "?force=1";
  const SteadyTime deadline = connection_->clock.now() + kRemovalPatience;
  for (;;) {
    Connection::Call call;
    call.method = "DELETE";
    call.path = container_path(id, options);
    call.also_fine = {404, 409};
    const Connection::Answer answer = co_await connection_->send(call);
    if (answer.status == 404) co_return RemoveResult::kNotFound;
    if (answer.status != 409) co_return RemoveResult::kRemoved;
    const bool in_progress = answer.message.find("already in progress") != std::string::npos;
    if (!in_progress || connection_->clock.now() >= deadline) {
      throw EngineError(call.method, call.path, answer.status, answer.message);
    }
    co_await connection_->clock.sleep(kRemovalPoll);
  }
}

Task<void> Client::rename_container(std::string id, std::string name) {
  Connection::Call call;
  call.method = "POST";
  call.path = container_path(id, "/rename") + query({{"name", name}});
  co_await connection_->send(std::move(call));
}

Task<int> Client::wait_container(std::string id) {
  Connection::Call call;
  call.method = "POST";
  call.path = container_path(id, "/wait?condition=not-running");
  io::HttpRequest request = connection_->request(call);
  request.head_timeout.reset();  // some engines send the head only with the result
  const std::string reference = id;
  auto stream = co_await connection_->open(call, std::move(request));
  std::string text;
  try {
    text = co_await read_all(std::move(stream), std::size_t{64} << 10);
  } catch (const io::TransportError&) {
    text.clear();
  }
  const std::optional<Value> result = parse_json(text);
  if (result && (*result)["StatusCode"].is_number()) {
    co_return static_cast<int>((*result)["StatusCode"].as_int());
  }
  // The engine ended the answer early (it restarts, say): what is, decides.
  const std::optional<ContainerDetails> details = co_await inspect_container(reference);
  if (!details) throw EngineError(call.method, call.path, 404, "the container is gone");
  if (details->running) throw EngineError(call.method, call.path, 0, "the wait was cut short");
  co_return details->exit_code;
}

}  // namespace devstack::engine

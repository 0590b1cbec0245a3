// Networks.
#include <fmt/format.h>

#include "devstack/engine/client.hpp"
#include "engine/answer_codec.hpp"
#include "engine/client_connection.hpp"

namespace devstack::engine {
namespace {

/// Podman would take the network away from the containers in it.
Task<void> refuse_network_in_use(Client& client, std::string id) {
  const std::optional<NetworkSummary> network = co_await client.inspect_network(id);
  if (!network || network->container_ids.empty()) co_return;
  throw EngineError("DELETE", "/networks/" + id, 403,
                    fmt::format("network {} has active endpoints", network->name));
}

}  // namespace

Task<std::vector<NetworkSummary>> Client::list_networks(std::vector<std::string> labels) {
  Connection::Call call;
  call.method = "GET";
  call.path = "/networks" + query({{"filters", label_filter(labels)}});
  const Connection::Answer answer = co_await connection_->send(std::move(call));
  std::vector<NetworkSummary> networks;
  for (const Value& item : answer.body.items()) networks.push_back(decode_network(item));
  co_return networks;
}

Task<std::optional<NetworkSummary>> Client::inspect_network(std::string reference) {
  const std::optional<Value> found =
      co_await connection_->find(fmt::format("/networks/{}", io::url_encode(reference)));
  if (!found) co_return std::nullopt;
  co_return decode_network(*found);
}

Task<std::optional<std::string>> Client::create_network(Value body) {
  // Old engines would make a second network of the same name.
  body.set("CheckDuplicate", true);
  Connection::Call call;
  call.method = "POST";
  call.path = "/networks/create";
  call.body = std::move(body);
  call.also_fine = {409};
  const Connection::Answer answer = co_await connection_->send(std::move(call));
  if (answer.status == 409) co_return std::nullopt;
  co_return answer.body["Id"].as_string();
}

Task<void> Client::connect_network(std::string network_id, Value body) {
  Connection::Call call;
  call.method = "POST";
  call.path = fmt::format("/networks/{}/connect", io::url_encode(network_id));
  call.body = std::move(body);
  co_await connection_->send(std::move(call));
}

Task<void> Client::disconnect_network(std::string network, std::string container_id) {
  const std::optional<ContainerDetails> container = co_await inspect_container(container_id);
  if (!container || !container->network_ids.contains(network)) co_return;
  Value body;
  body.set("Container", std::move(container_id));
  body.set("Force", true);
  Connection::Call call;
  call.method = "POST";
  call.path = fmt::format("/networks/{}/disconnect", io::url_encode(network));
  call.body = std::move(body);
  co_await connection_->send(std::move(call));
}

Task<RemoveResult> Client::remove_network(std::string id) {
  if (connection_->podman) co_await refuse_network_in_use(*this, id);
  Connection::Call call;
  call.method = "DELETE";
  call.path = fmt::format("/networks/{}", io::url_encode(id));
  call.also_fine = {404};
  const Connection::Answer answer = co_await connection_->send(std::move(call));
  co_return answer.status == 404 ? RemoveResult::kNotFound : RemoveResult::kRemoved;
}

}  // namespace devstack::engine

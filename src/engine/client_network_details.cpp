// Decodes the address management of networks (Engine API, Network.IPAM and Network.Containers).
#include <fmt/format.h>

#include <algorithm>

#include "devstack/engine/client.hpp"
#include "engine/answer_codec.hpp"
#include "engine/client_connection.hpp"

namespace devstack::engine {
namespace {

NetworkDetails decode_details(const Value& json) {
  NetworkDetails network;
  network.id = json["Id"].as_string();
  network.name = json["Name"].as_string();
  network.driver = json["Driver"].as_string();
  network.scope = json["Scope"].as_string();
  network.internal = json["Internal"].as_bool();
  network.labels = decode_network(json).labels;
  for (const Value& range : json["IPAM"]["Config"].items()) {
    const std::string subnet = range["Subnet"].as_string();
    const std::string gateway = range["Gateway"].as_string();
    if (!subnet.empty()) network.subnets.push_back(subnet);
    if (!gateway.empty()) network.gateways.push_back(gateway);
  }
  for (const auto& [id, member] : json["Containers"].members()) {
    network.members.push_back({id, member["Name"].as_string(), member["IPv4Address"].as_string(),
                               member["IPv6Address"].as_string()});
  }
  std::ranges::sort(network.members, {}, &NetworkDetails::Member::name);
  return network;
}

}  // namespace

Task<std::vector<NetworkDetails>> Client::list_network_details() {
  Connection::Call call;
  call.method = "GET";
  call.path = "/networks";
  const Connection::Answer answer = co_await connection_->send(std::move(call));
  std::vector<NetworkDetails> networks;
  for (const Value& item : answer.body.items()) networks.push_back(decode_details(item));
  std::ranges::sort(networks, {}, &NetworkDetails::name);
  co_return networks;
}

Task<std::optional<NetworkDetails>> Client::inspect_network_details(std::string reference) {
  const std::optional<Value> found =
      co_await connection_->find(fmt::format("/networks/{}", io::url_encode(reference)));
  if (!found) co_return std::nullopt;
  co_return decode_details(*found);
}

}  // namespace devstack::engine

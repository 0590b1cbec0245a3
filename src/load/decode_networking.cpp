// Ports, network attachments and what else a service says about networking.
#include <utility>

#include "load/decode_service.hpp"
#include "load/node_reader.hpp"

namespace devstack::load {
namespace {

model::Port decode_port(const Node& node) {
  const NodeReader reader(&node);
  model::Port port;
  port.target = static_cast<std::uint16_t>(reader.integer("target").value_or(0));
  port.published = reader.text("published");
  port.host_ip = reader.text("host_ip");
  port.protocol = reader.text("protocol");
  port.span = node.span;
  return port;
}

model::NetworkAttachment decode_attachment(const Entry& entry) {
  const NodeReader reader(&entry.value);
  model::NetworkAttachment result;
  result.network = entry.key;
  result.aliases = reader.texts("aliases");
  result.ipv4_address = reader.text("ipv4_address");
  result.ipv6_address = reader.text("ipv6_address");
  result.mac_address = reader.text("mac_address");
  result.interface_name = reader.text("interface_name");
  result.link_local_ips = reader.texts("link_local_ips");
  result.priority = reader.integer("priority").value_or(0);
  result.gw_priority = reader.integer("gw_priority").value_or(0);
  result.driver_opts = reader.text_map("driver_opts");
  result.has_options = entry.value.is_mapping();
  result.span = entry.key_span;
  return result;
}

}  // namespace

void decode_networking(const Node& service, model::Service& result) {
  const NodeReader reader(&service);
  for (const Node& port : reader.items("ports")) result.ports.push_back(decode_port(port));
  result.expose = reader.texts("expose");
  for (const Entry& entry : reader.entries("networks")) {
    result.networks.push_back(decode_attachment(entry));
  }
  result.network_mode = reader.text("network_mode");
  result.dns = reader.texts("dns");
  result.dns_opt = reader.texts("dns_opt");
  result.dns_search = reader.texts("dns_search");
  result.extra_hosts = reader.texts("extra_hosts");
  result.links = reader.texts("links");
  result.external_links = reader.texts("external_links");
}

}  // namespace devstack::load

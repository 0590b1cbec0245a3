// Ports, names and networks of a container. Aliases and the choice of the primary network are those
// of Docker Compose 2.40.3.
#include <fmt/format.h>

#include <algorithm>

#include "devstack/base/text.hpp"
#include "reconcile/container_spec_rows.hpp"
#include "reconcile/engine_values.hpp"

namespace devstack::reconcile {
namespace {

using model::NetworkAttachment;
using model::Service;

std::string port_key(std::uint16_t port, const std::string& protocol) {
  return fmt::format("{}/{}", port, protocol.empty() ? "tcp" : protocol);
}

/// `expose` entries go as they are written ("90", "100-102"): so does Docker Compose.
Value exposed_ports(const SpecInput& input) {
  Value ports = Value::object();
  for (const model::Port& port : input.service.ports) {
    ports.set(port_key(port.target, port.protocol), Value::object());
  }
  for (const std::string& entry : input.service.expose) ports.set(entry, Value::object());
  return ports.members().empty() ? Value() : ports;
}

Value port_bindings(const SpecInput& input) {
  std::map<std::string, Value> bindings;
  for (const model::Port& port : input.service.ports) {
    Value binding = Value::object();
    binding.set("HostIp", port.host_ip);
    binding.set("HostPort", port.published);
    bindings[port_key(port.target, port.protocol)].push_back(std::move(binding));
  }
  Value all = Value::object();
  for (auto& [key, list] : bindings) all.set(key, std::move(list));
  return all;
}

/// By priority, the highest first; the first one is the primary network.
std::vector<const NetworkAttachment*> by_priority(const Service& service) {
  std::vector<const NetworkAttachment*> sorted;
  for (const NetworkAttachment& attachment : service.networks) sorted.push_back(&attachment);
  std::ranges::sort(sorted, [](const NetworkAttachment* a, const NetworkAttachment* b) {
    return a->priority != b->priority ? a->priority > b->priority : a->network < b->network;
  });
  return sorted;
}

std::string network_name(const SpecInput& input, const std::string& key) {
  const auto found = input.stack.networks.find(key);
  return found == input.stack.networks.end() ? key : found->second.name;
}

Value network_mode(const SpecInput& input) {
  const std::string& mode = input.service.network_mode;
  if (!mode.empty()) return namespace_of(input, mode);
  const auto attachments = by_priority(input.service);
  if (attachments.empty()) return "none";
  return network_name(input, attachments.front()->network);
}

/// "db" or "db:database": Compose makes the service's container known under the alias, under
/// "<service>-<number>" and under its own name.
std::vector<std::string> links_of(const SpecInput& input) {
  std::vector<std::string> links;
  for (const std::string& link : input.service.links) {
    const std::size_t colon = link.find(':');
    const std::string target = link.substr(0, colon);
    const auto service = input.stack.services.find(target);
    if (service == input.stack.services.end()) continue;
    const std::string name = engine_container_name(input.stack, service->second, 1);
    links.push_back(name + ":" + (colon == std::string::npos ? target : link.substr(colon + 1)));
    links.push_back(fmt::format("{}:{}-1", name, target));
    links.push_back(name + ":" + name);
  }
  for (const std::string& link : input.service.external_links) {
    links.push_back(link.find(':') == std::string::npos ? link + ":" + link : link);
  }
  return links;
}

/// User-defined networks take links from the endpoint; only the default bridge needs them here.
Value bridge_links(const SpecInput& input) {
  if (input.service.network_mode != "bridge") return {};
  const std::vector<std::string> links = links_of(input);
  return links.empty() ? Value() : Value::strings(links);
}

Value ipam_config(const NetworkAttachment& attachment) {
  if (!attachment.has_options) return {};
  Value ipam = Value::object();
  if (!attachment.ipv4_address.empty()) ipam.set("IPv4Address", attachment.ipv4_address);
  if (!attachment.ipv6_address.empty()) ipam.set("IPv6Address", attachment.ipv6_address);
  if (!attachment.link_local_ips.empty()) {
    ipam.set("LinkLocalIPs", Value::strings(attachment.link_local_ips));
  }
  return ipam;
}

Value driver_options(const NetworkAttachment& attachment) {
  model::StringMap options = attachment.driver_opts;
  if (!attachment.interface_name.empty()) {
    options["com.docker.network.endpoint.ifname"] = attachment.interface_name;
  }
  return options.empty() ? Value() : string_object(options);
}

enum class Position { kPrimary, kFurther };

Value endpoint(const SpecInput& input, const NetworkAttachment& attachment, Position position) {
  const Service& service = input.service;
  std::vector<std::string> aliases{engine_container_name(input.stack, service, input.number)};
  // A one-off must not take requests that are meant for the service.
  if (!input.one_off || input.one_off->aliases) {
    aliases.push_back(service.name);
    aliases.insert(aliases.end(), attachment.aliases.begin(), attachment.aliases.end());
  }
  Value body = Value::object();
  body.set("Aliases", Value::strings(aliases));
  const std::vector<std::string> links = links_of(input);
  if (!links.empty()) body.set("Links", Value::strings(links));
  if (Value ipam = ipam_config(attachment); !ipam.is_null())
    body.set("IPAMConfig", std::move(ipam));
  if (Value options = driver_options(attachment); !options.is_null()) {
    body.set("DriverOpts", std::move(options));
  }
  if (attachment.gw_priority != 0) body.set("GwPriority", attachment.gw_priority);
  const std::string& mac = !attachment.mac_address.empty()  ? attachment.mac_address
                           : position == Position::kPrimary ? service.mac_address
                                                            : attachment.mac_address;
  if (!mac.empty() && input.api >= kManyEndpointsApi) body.set("MacAddress", mac);
  return body;
}

/// All networks, or only the primary one where the engine takes no more.
Value endpoints(const SpecInput& input) {
  const auto attachments = by_priority(input.service);
  if (attachments.empty() || !input.service.network_mode.empty()) return {};
  Value all = Value::object();
  for (const NetworkAttachment* attachment : attachments) {
    const bool primary = attachment == attachments.front();
    if (!primary && input.api < kManyEndpointsApi) break;
    all.set(network_name(input, attachment->network),
            endpoint(input, *attachment, primary ? Position::kPrimary : Position::kFurther));
  }
  return all;
}

/// Older engines take the MAC address of the primary endpoint with the container.
Value container_mac_address(const SpecInput& input) {
  if (input.api >= kManyEndpointsApi) return {};
  const auto attachments = by_priority(input.service);
  const bool own = !attachments.empty() && !attachments.front()->mac_address.empty();
  const std::string& mac = own ? attachments.front()->mac_address : input.service.mac_address;
  return mac.empty() ? Value() : Value(mac);
}

Value extra_hosts(const SpecInput& input) {
  return Value::strings(hosts_with_colons(input.service.extra_hosts));
}

constexpr SpecRow kRows[] = {
    {"hostname", "Hostname", text<&Service::hostname>},
    {"domainname", "Domainname", text<&Service::domainname>},
    {"ports", "ExposedPorts", exposed_ports},
    {"ports", "HostConfig.PortBindings", port_bindings},
    {"network_mode", "HostConfig.NetworkMode", network_mode},
    {"networks", "NetworkingConfig.EndpointsConfig", endpoints},
    {"mac_address", "MacAddress", container_mac_address},
    {"links", "HostConfig.Links", bridge_links},
    {"dns", "HostConfig.Dns", list<&Service::dns>},
    {"dns_opt", "HostConfig.DnsOptions", list<&Service::dns_opt>},
    {"dns_search", "HostConfig.DnsSearch", list<&Service::dns_search>},
    {"extra_hosts", "HostConfig.ExtraHosts", extra_hosts},
};

}  // namespace

std::span<const SpecRow> network_rows() { return kRows; }

Value network_connection(const SpecInput& input, const std::string& key,
                         const std::string& container) {
  Value body = Value::object();
  body.set("Container", container);
  const auto attachments = by_priority(input.service);
  for (const NetworkAttachment* attachment : attachments) {
    if (attachment->network != key) continue;
    const bool primary = attachment == attachments.front();
    body.set("EndpointConfig",
             endpoint(input, *attachment, primary ? Position::kPrimary : Position::kFurther));
  }
  return body;
}

std::vector<std::pair<std::string, Value>> extra_network_connections(const SpecInput& input,
                                                                     const std::string& container) {
  std::vector<std::pair<std::string, Value>> connections;
  if (!input.service.network_mode.empty()) return connections;
  const auto attachments = by_priority(input.service);
  for (std::size_t i = 1; i < attachments.size(); ++i) {
    const std::string& key = attachments[i]->network;
    connections.emplace_back(network_name(input, key), network_connection(input, key, container));
  }
  return connections;
}

}  // namespace devstack::reconcile

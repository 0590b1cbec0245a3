// Addresses and ports of a service's container, as probes see them.
#include "devstack/reconcile/probe_target.hpp"

#include <algorithm>
#include <string_view>

#include "reconcile/observed_health.hpp"

namespace devstack::reconcile {
namespace {

constexpr std::size_t kMostPorts = 8;
constexpr std::string_view kOtherContainer = "container:";

/// TCP ports that the file publishes. What `expose` and an image's EXPOSE name is documentation:
/// many an image exposes a port that its command never opens.
std::vector<std::uint16_t> published_ports(const model::Service& service) {
  std::vector<std::uint16_t> ports;
  for (const model::Port& port : service.ports) {
    if (port.protocol == "tcp") ports.push_back(port.target);
  }
  if (ports.size() > kMostPorts) ports.resize(kMostPorts);
  return ports;
}

std::string first_address(const engine::ContainerDetails& container) {
  if (container.network_mode == "host") return "127.0.0.1";
  for (const auto& [network, address] : container.network_addresses) {
    if (!address.empty()) return address;
  }
  return {};
}

}  // namespace

Task<probe::Target> probe_target(engine::Client& client, const model::Service& service,
                                 engine::ContainerDetails container) {
  probe::Target target;
  target.service = service.name;
  target.container_id = container.id;
  target.tty = container.tty;
  target.log_begins = probe::log_begin(container);
  const auto ports = published_ports(service);
  if (!ports.empty()) {
    target.cheap_port = ports.front();
    target.more_cheap_ports.assign(ports.begin() + 1, ports.end());
  }
  if (container.network_mode.starts_with(kOtherContainer)) {
    const std::string other = container.network_mode.substr(kOtherContainer.size());
    auto owner = co_await client.inspect_container(other);
    if (owner) container = std::move(*owner);
  }
  target.address = first_address(container);
  target.published = container.ports;
  co_return target;
}

ObservedImage image_in_effect(const engine::ContainerDetails& container) {
  return observed_health(container.image_id, container);
}

}  // namespace devstack::reconcile

// Addresses at which a user reaches services from this host.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "devstack/engine/types.hpp"
#include "devstack/model/stack.hpp"

namespace devstack::cli {

/// Published ports of the running project: service to the ports of its first container.
using PublishedPorts = std::map<std::string, std::vector<engine::PublishedPort>, std::less<>>;
[[nodiscard]] PublishedPorts published_ports(const std::vector<engine::ContainerSummary>& running);

/// "localhost" for any address, else the address itself.
[[nodiscard]] std::string reachable_host(const std::string& host_ip);

/// "localhost:5433" of the container port; empty when it is not published.
[[nodiscard]] std::optional<std::string> published_address(const PublishedPorts& ports,
                                                           const std::string& service,
                                                           std::uint16_t container_port);

/// One address for each published TCP port, with the scheme where image, probe or port tell it:
/// "http://localhost:8080", "postgres://app:***@localhost:5432/app".
[[nodiscard]] std::vector<std::string> service_urls(const model::Service& service,
                                                    const PublishedPorts& ports);

/// First address of each service, in the order of their names.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> stack_urls(
    const model::Stack& stack, const PublishedPorts& ports);

}  // namespace devstack::cli

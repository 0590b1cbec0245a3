// Guesses schemes from what is known of a service; a guess only decorates an address that is right.
#include "cli/show/service_urls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "devstack/model/labels.hpp"

namespace devstack::cli {
namespace {

struct KnownServer {
  std::string_view image_word;
  std::uint16_t port;
  std::string_view scheme, user_variable, database_variable;
};

constexpr std::array<KnownServer, 7> kKnownServers{{
    {"postgres", 5432, "postgres", "POSTGRES_USER", "POSTGRES_DB"},
    {"mysql", 3306, "mysql", "MYSQL_USER", "MYSQL_DATABASE"},
    {"mariadb", 3306, "mysql", "MARIADB_USER", "MARIADB_DATABASE"},
    {"mongo", 27017, "mongodb", "MONGO_INITDB_ROOT_USERNAME", "MONGO_INITDB_DATABASE"},
    {"redis", 6379, "redis", "", ""},
    {"rabbitmq", 5672, "amqp", "RABBITMQ_DEFAULT_USER", ""},
    {"nats", 4222, "nats", "", ""},
}};

constexpr std::array<std::uint16_t, 12> kUsualHttpPorts{80,   3000, 4200, 5000, 5173, 8000,
                                                        8080, 8081, 8888, 9000, 9090, 15672};

std::string environment_value(const model::Service& service, std::string_view name) {
  const auto found = name.empty() ? service.environment.end() : service.environment.find(name);
  return found == service.environment.end() ? "" : found->second.value_or("");
}

std::string server_url(const KnownServer& server, const model::Service& service,
                       const std::string& address) {
  const std::string user = environment_value(service, server.user_variable);
  const std::string database = environment_value(service, server.database_variable);
  return fmt::format("{}://{}{}{}", server.scheme, user.empty() ? "" : user + ":***@", address,
                     database.empty() ? "" : "/" + database);
}

bool speaks_http(const model::Service& service, std::uint16_t port) {
  if (service.extension.ready) {
    const auto* http = std::get_if<model::HttpProbe>(&service.extension.ready->kind);
    if (http != nullptr && http->port == port) return true;
  }
  return std::find(kUsualHttpPorts.begin(), kUsualHttpPorts.end(), port) != kUsualHttpPorts.end();
}

std::string url_of(const model::Service& service, const engine::PublishedPort& port) {
  const std::string address = fmt::format("{}:{}", reachable_host(port.host_ip), port.host_port);
  for (const auto& server : kKnownServers) {
    const bool is_it = service.image.find(server.image_word) != std::string::npos;
    if (is_it && server.port == port.container_port) return server_url(server, service, address);
  }
  if (port.container_port == 443) return "https://" + address;
  return speaks_http(service, port.container_port) ? "http://" + address : address;
}

}  // namespace

PublishedPorts published_ports(const std::vector<engine::ContainerSummary>& running) {
  PublishedPorts ports;
  for (const auto& container : running) {
    const auto service = container.labels.find(model::labels::kService);
    if (service == container.labels.end() || container.state != "running") continue;
    for (const auto& port : container.ports) {
      if (port.host_port != 0) ports[service->second].push_back(port);
    }
  }
  for (auto& [service, list] : ports) {
    std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) {
      return std::pair(a.container_port, a.host_port) < std::pair(b.container_port, b.host_port);
    });
  }
  return ports;
}

std::string reachable_host(const std::string& host_ip) {
  const bool any = host_ip.empty() || host_ip == "0.0.0.0" || host_ip == "::";
  if (any || host_ip == "127.0.0.1" || host_ip == "::1") return "localhost";
  return host_ip.find(':') == std::string::npos ? host_ip : "[" + host_ip + "]";
}

std::optional<std::string> published_address(const PublishedPorts& ports,
                                             const std::string& service,
                                             std::uint16_t container_port) {
  const auto found = ports.find(service);
  if (found == ports.end()) return std::nullopt;
  for (const auto& port : found->second) {
    if (port.container_port == container_port && port.protocol == "tcp") {
      return fmt::format("{}:{}", reachable_host(port.host_ip), port.host_port);
    }
  }
  return std::nullopt;
}

std::vector<std::string> service_urls(const model::Service& service, const PublishedPorts& ports) {
  std::vector<std::string> urls;
  std::set<std::string> seen;  // IPv4 and IPv6 bindings of one port are one address
  const auto found = ports.find(service.name);
  if (found == ports.end()) return urls;
  for (const auto& port : found->second) {
    const std::string url = port.protocol == "tcp" ? url_of(service, port) : "";
    if (!url.empty() && seen.insert(url).second) urls.push_back(url);
  }
  return urls;
}

std::vector<std::pair<std::string, std::string>> stack_urls(const model::Stack& stack,
                                                            const PublishedPorts& ports) {
  std::vector<std::pair<std::string, std::string>> urls;
  for (const auto& [name, service] : stack.services) {
    const auto of_service = service_urls(service, ports);
    if (!of_service.empty()) urls.emplace_back(name, of_service.front());
  }
  return urls;
}

}  // namespace devstack::cli

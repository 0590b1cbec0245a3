#include "cli/check/check_edges.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <set>
#include <variant>

#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

struct KnownImage {
  std::string_view word;
  std::array<std::uint16_t, 3> ports;
};

/// Matched against the last part of the image's name.
constexpr std::array<KnownImage, 20> kKnownImages{{
    {"postgres", {5432, 0, 0}},      {"pgvector", {5432, 0, 0}},
    {"timescaledb", {5432, 0, 0}},   {"mysql", {3306, 33060, 0}},
    {"mariadb", {3306, 0, 0}},       {"mongo", {27017, 0, 0}},
    {"mongodb", {27017, 0, 0}},      {"redis", {6379, 0, 0}},
    {"valkey", {6379, 0, 0}},        {"rabbitmq", {5672, 15672, 15692}},
    {"nats", {4222, 8222, 6222}},    {"memcached", {11211, 0, 0}},
    {"scylla", {9042, 19042, 9180}}, {"cassandra", {9042, 0, 0}},
    {"minio", {9000, 9001, 0}},      {"qdrant", {6333, 6334, 0}},
    {"chroma", {8000, 0, 0}},        {"elasticsearch", {9200, 9300, 0}},
    {"temporal", {7233, 8233, 0}},   {"zookeeper", {2181, 8080, 0}},
}};

std::uint16_t number(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() ? port : std::uint16_t{0};
}

void add_probe(std::set<std::uint16_t>& ports, const std::optional<model::ProbeSpec>& spec) {
  if (!spec) return;
  if (const auto* http = std::get_if<model::HttpProbe>(&spec->kind)) ports.insert(http->port);
  if (const auto* tcp = std::get_if<model::TcpProbe>(&spec->kind)) ports.insert(tcp->port);
}

void add_mock_variables(std::set<std::uint16_t>& ports, const model::Service& service) {
  for (const std::string_view name : {"DEVSTACK_MOCK_HTTP", "DEVSTACK_MOCK_TCP"}) {
    const auto found = service.environment.find(name);
    if (found == service.environment.end() || !found->second) continue;
    for (const auto part : split(*found->second, ',')) ports.insert(number(trim(part)));
  }
}

model::CheckSpec edge(const std::string& from, const std::string& host, std::uint16_t port,
                      const SourceSpan& span) {
  model::CheckSpec spec;
  spec.name = fmt::format("{} to {}:{}", from, host, port);
  spec.kind = model::ConnectivityCheck{from, host, port, false};
  spec.span = span;
  return spec;
}

void add_edges_of(std::vector<model::CheckSpec>& edges, const model::Stack& stack,
                  const model::Service& service) {
  for (const auto& dependency : service.depends_on) {
    const auto found = stack.services.find(dependency.service);
    if (found == stack.services.end() || found->second.is_job) continue;
    for (const auto port : known_ports(found->second)) {
      edges.push_back(edge(service.name, found->first, port, dependency.span));
    }
  }
}

void add_host_edges(std::vector<model::CheckSpec>& edges, const model::Service& service) {
  for (const auto& port : service.ports) {
    if (port.protocol != "tcp" || port.published.empty()) continue;
    edges.push_back(edge("host", service.name, port.target, port.span));
  }
}

}  // namespace

std::vector<model::CheckSpec> derived_edges(const model::Stack& stack) {
  std::vector<model::CheckSpec> edges;
  for (const auto& [name, service] : stack.services) {
    if (!service.is_job) add_edges_of(edges, stack, service);
  }
  for (const auto& [name, service] : stack.services) {
    if (!service.is_job) add_host_edges(edges, service);
  }
  return edges;
}

std::vector<std::uint16_t> known_ports(const model::Service& service) {
  std::set<std::uint16_t> ports;
  for (const auto& port : service.ports) {
    if (port.protocol == "tcp") ports.insert(port.target);
  }
  for (const auto& text : service.expose) {
    if (!text.ends_with("/udp")) ports.insert(number(text.substr(0, text.find('/'))));
  }
  add_probe(ports, service.extension.ready);
  if (service.extension.process) add_probe(ports, service.extension.process->ready);
  if (service.extension.mock) {
    ports.insert(service.extension.mock->http.value_or(0));
    ports.insert(service.extension.mock->tcp.begin(), service.extension.mock->tcp.end());
  }
  add_mock_variables(ports, service);
  if (ports.empty() || *ports.rbegin() == 0) {
    for (const auto port : ports_of_image(service.image)) {
      ports.insert(port);
      break;  // the others serve administrators
    }
  }
  ports.erase(0);
  return {ports.begin(), ports.end()};
}

std::vector<std::uint16_t> ports_of_image(std::string_view image) {
  auto name = image.substr(image.rfind('/') + 1);
  name = name.substr(0, name.find_first_of(":@"));
  for (const auto& known : kKnownImages) {
    if (name != known.word && !name.starts_with(std::string(known.word) + "-")) continue;
    std::vector<std::uint16_t> ports;
    for (const auto port : known.ports) {
      if (port != 0) ports.push_back(port);
    }
    return ports;
  }
  return {};
}

std::map<std::string, ReachLine> parse_reach_report(std::string_view report) {
  std::map<std::string, ReachLine> lines;
  for (const auto line : split(report, '\n')) {
    const auto words = split(line, ' ');
    if (words.size() < 3 || (words[0] != "ok" && words[0] != "failed")) continue;
    ReachLine found;
    found.ok = words[0] == "ok";
    std::int64_t milliseconds = 0;
    std::from_chars(words[1].data(), words[1].data() + words[1].size(), milliseconds);
    found.took = Duration(milliseconds);
    const auto head = words[0].size() + words[1].size() + words[2].size() + 3;
    if (line.size() > head) found.error = line.substr(head);
    lines.emplace(std::string(words[2]), std::move(found));
  }
  return lines;
}

}  // namespace devstack::cli

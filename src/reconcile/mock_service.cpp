// What of a service is left when the mock runs in its place: everything that others see of it, and
// nothing that only the real server understands. Its volumes are not mounted: the mock must not
// touch real data.
#include "devstack/reconcile/mock_service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "devstack/base/hash.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/value.hpp"
#include "devstack/model/labels.hpp"
#include "devstack/model/names.hpp"

namespace devstack::reconcile {
namespace {

namespace fs = std::filesystem;

constexpr std::uint16_t kDefaultHttpPort = 8080;
constexpr char kRouteFolder[] = "/mock-routes/";
constexpr std::size_t kSpecDigits = 16;

/// TCP ports of the container that the file names, published ones first.
std::vector<std::uint16_t> declared_ports(const model::Service& service) {
  std::vector<std::uint16_t> ports;
  const auto add = [&ports](std::uint16_t port) {
    if (port != 0 && std::ranges::find(ports, port) == ports.end()) ports.push_back(port);
  };
  for (const model::Port& port : service.ports) {
    if (port.protocol == "tcp") add(port.target);
  }
  for (const std::string& text : service.expose) {
    std::uint16_t port = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, port);
    if (error == std::errc{} && (rest == end || std::string_view(rest, end) == "/tcp")) add(port);
  }
  return ports;
}

struct MockPorts {
  std::uint16_t http = kDefaultHttpPort;
  std::vector<std::uint16_t> tcp;
};

/// Ports that are declared and not spoken of by the block accept and hold.
MockPorts ports_of(const model::Service& service, const model::Mock& mock) {
  const std::vector<std::uint16_t> declared = declared_ports(service);
  MockPorts ports;
  ports.tcp = mock.tcp;
  if (mock.http) {
    ports.http = *mock.http;
  } else if (!declared.empty()) {
    ports.http = declared.front();
  }
  for (const std::uint16_t port : declared) {
    if (std::ranges::find(ports.tcp, port) == ports.tcp.end()) ports.tcp.push_back(port);
  }
  std::erase(ports.tcp, ports.http);
  return ports;
}

/// The answers as the mock reads them. A file is mounted and named by its place in the container.
std::string routes_text(const model::Mock& mock, const std::string& directory,
                        std::vector<model::Mount>& mounts) {
  Value routes = Value::object();
  for (const auto& [route, answer] : mock.routes) {
    if (!answer.starts_with('@')) {
      const auto parsed = parse_json(answer);
      Value plain = Value::object();
      plain.set("body", answer);
      routes.set(route, parsed ? *parsed : std::move(plain));
      continue;
    }
    const fs::path file = (fs::path(directory) / answer.substr(1)).lexically_normal();
    model::Mount mount;
    mount.type = model::MountType::kBind;
    mount.source = file.string();
    mount.target = fmt::format("{}{}{}", kRouteFolder, mounts.size(), file.extension().string());
    mount.read_only = true;
    Value content = Value::object();
    content.set("file", mount.target);
    routes.set(route, std::move(content));
    mounts.push_back(std::move(mount));
  }
  return to_json(routes);
}

std::string joined(const std::vector<std::uint16_t>& ports) {
  std::vector<std::string> texts;
  for (const std::uint16_t port : ports) texts.push_back(std::to_string(port));
  return join(texts, ",");
}

void set_environment(model::Service& made, const model::Mock& mock, const MockPorts& ports,
                     const std::string& directory) {
  const auto set = [&made](const char* name, const std::string& value) {
    if (!value.empty()) made.environment[name] = value;
  };
  set("DEVSTACK_MOCK_NAME", made.name);
  set("DEVSTACK_MOCK_HTTP", std::to_string(ports.http));
  set("DEVSTACK_MOCK_TCP", joined(ports.tcp));
  set("DEVSTACK_MOCK_API", mock.api);
  set("DEVSTACK_MOCK_MODEL", mock.model);
  if (mock.dimension) set("DEVSTACK_MOCK_DIMENSION", std::to_string(*mock.dimension));
  set("DEVSTACK_MOCK_NEEDS", join(mock.needs, ","));
  if (!mock.routes.empty()) {
    set("DEVSTACK_MOCK_ROUTES", routes_text(mock, directory, made.volumes));
  }
}

/// Changes when the block does: Compose's hash leaves x-devstack out.
std::string spec_of(const model::Service& made) {
  std::string text;
  for (const auto& [name, value] : made.environment) text += name + '=' + value.value_or("") + '\n';
  for (const model::Mount& mount : made.volumes) text += mount.source + '\n';
  return sha256_hex(text).substr(0, kSpecDigits);
}

void keep_identity(const model::Service& from, model::Service& to) {
  to.name = from.name;
  to.span = from.span;
  to.image_span = from.image_span;
  to.container_name = from.container_name;
  to.scale = from.scale;
  to.labels = from.labels;
  to.annotations = from.annotations;
  to.depends_on = from.depends_on;
  to.profiles = from.profiles;
  to.attach = from.attach;
  to.extension = from.extension;
  to.config_hash = from.config_hash;
  to.hashed_pieces = from.hashed_pieces;
  to.field_hashes = from.field_hashes;
  to.field_texts = from.field_texts;
  to.field_spans = from.field_spans;
  to.is_job = from.is_job;
}

void keep_network(const model::Service& from, model::Service& to) {
  to.hostname = from.hostname;
  to.domainname = from.domainname;
  to.mac_address = from.mac_address;
  to.ports = from.ports;
  to.expose = from.expose;
  to.networks = from.networks;
  to.network_mode = from.network_mode;
  to.dns = from.dns;
  to.dns_opt = from.dns_opt;
  to.dns_search = from.dns_search;
  to.extra_hosts = from.extra_hosts;
  to.links = from.links;
  to.external_links = from.external_links;
}

void keep_limits(const model::Service& from, model::Service& to) {
  to.restart = from.restart;
  to.stop_grace_period = from.stop_grace_period;
  to.cpus = from.cpus;
  to.cpu_shares = from.cpu_shares;
  to.cpu_period = from.cpu_period;
  to.cpu_quota = from.cpu_quota;
  to.cpuset = from.cpuset;
  to.mem_limit = from.mem_limit;
  to.mem_reservation = from.mem_reservation;
  to.memswap_limit = from.memswap_limit;
  to.pids_limit = from.pids_limit;
  to.oom_score_adj = from.oom_score_adj;
  to.cgroup_parent = from.cgroup_parent;
  to.logging_driver = from.logging_driver;
  to.logging_options = from.logging_options;
}

}  // namespace

model::Service as_mock(const model::Service& service, const std::string& directory,
                       const std::string& reason) {
  const model::Mock mock = service.extension.mock.value_or(model::Mock{});
  const MockPorts ports = ports_of(service, mock);
  model::Service made;
  keep_identity(service, made);
  keep_network(service, made);
  keep_limits(service, made);
  made.image = model::kMockImage;
  set_environment(made, mock, ports, directory);

  model::HttpProbe health;
  health.port = ports.http;
  health.path = "/health";
  model::ProbeSpec ready;
  ready.kind = health;
  ready.origin = model::ProbeOrigin::kReady;
  ready.span = mock.span;
  if (service.extension.ready) ready.within = service.extension.ready->within;
  made.extension.ready = std::move(ready);
  made.extension.is_mock = true;
  made.extension.mock = mock;
  made.labels[model::labels::kFallback] = reason;
  made.labels[model::labels::kMockSpec] = spec_of(made);
  return made;
}

bool is_fallback_mock(const model::Service& service) {
  return service.extension.is_mock && service.labels.contains(model::labels::kMockSpec);
}

std::string fallback_reason(const model::Service& service) {
  const auto label = service.labels.find(model::labels::kFallback);
  return label == service.labels.end() ? std::string() : label->second;
}

std::string no_image_reason(const model::Service& service) {
  return fmt::format("{} cannot be had", service.image);
}

std::string left_out_key(const std::string& job) { return job + " left out"; }

bool is_fallback_mock(const engine::Labels& labels) {
  return labels.contains(model::labels::kMockSpec);
}

}  // namespace devstack::reconcile

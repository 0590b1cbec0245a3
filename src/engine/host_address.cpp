// DOCKER_HOST as an endpoint.
#include <fmt/format.h>

#include <charconv>

#include "devstack/engine/client.hpp"

namespace devstack::engine {

namespace {

[[noreturn]] void unusable(std::string_view address, const std::string& why) {
  throw EngineUnavailable("DS2006",
                          fmt::format("cannot use the engine address \"{}\": {}", address, why),
                          "use unix:///path/to/docker.sock or tcp://host:port");
}

io::Endpoint parse_tcp(std::string_view address, std::string_view rest) {
  io::Endpoint endpoint;
  rest = rest.substr(0, rest.find('/'));
  const std::size_t colon = rest.rfind(':');
  const bool has_port =
      colon != std::string_view::npos && rest.find(']', colon) == std::string_view::npos;
  std::string_view host = has_port ? rest.substr(0, colon) : rest;
  endpoint.port = 2375;
  if (has_port) {
    const std::string_view digits = rest.substr(colon + 1);
    const auto [end, code] =
        std::from_chars(digits.data(), digits.data() + digits.size(), endpoint.port);
    if (code != std::errc() || end != digits.data() + digits.size() || endpoint.port == 0) {
      unusable(address, "the port is not a number from 1 to 65535");
    }
  }
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  if (host.empty()) unusable(address, "it names no host");
  endpoint.host = host;
  return endpoint;
}

}  // namespace

io::Endpoint parse_host(std::string_view docker_host) {
  const auto rest_after =
      [docker_host](std::string_view scheme) -> std::optional<std::string_view> {
    if (!docker_host.starts_with(scheme)) return std::nullopt;
    return docker_host.substr(scheme.size());
  };
  io::Endpoint endpoint;
  if (const auto path = rest_after("unix://")) {
    endpoint.unix_path = *path;
  } else if (docker_host.starts_with('/')) {
    endpoint.unix_path = docker_host;
  } else if (const auto tcp = rest_after("tcp://")) {
    return parse_tcp(docker_host, *tcp);
  } else if (const auto http = rest_after("http://")) {
    return parse_tcp(docker_host, *http);
  } else if (docker_host.starts_with("ssh://")) {
    unusable(docker_host, "ssh is not supported; forward the socket with ssh -L");
  } else if (docker_host.starts_with("https://")) {
    unusable(docker_host, "TLS is not supported");
  } else {
    unusable(docker_host, "its scheme is unknown");
  }
  if (endpoint.unix_path.empty()) unusable(docker_host, "it names no socket");
  return endpoint;
}

}  // namespace devstack::engine

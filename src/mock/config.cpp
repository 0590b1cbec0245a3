// Reads DEVSTACK_MOCK_* and refuses what makes no sense, naming the variable.
#include "mock/config.hpp"

#include <charconv>
#include <fstream>
#include <iterator>

#include "mock/routes.hpp"

namespace devstack::mock {
namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::vector<std::string_view> split_list(std::string_view text, char separator = ',') {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const auto end = text.find(separator);
    if (const auto part = trim(text.substr(0, end)); !part.empty()) parts.push_back(part);
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  return parts;
}

/// A whole number within [1, highest], the variable named in the error.
unsigned parse_number(std::string_view variable, std::string_view text, unsigned highest) {
  unsigned value = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || value == 0 || value > highest) {
    throw ConfigError(std::string(variable) + " is \"" + std::string(text) +
                      "\": a number from 1 to " + std::to_string(highest) + " was expected");
  }
  return value;
}

std::uint16_t parse_port(std::string_view variable, std::string_view text) {
  return static_cast<std::uint16_t>(parse_number(variable, text, 65535));
}

Need parse_need(std::string_view entry) {
  Need need;
  std::string_view address = entry;
  if (const auto equals = entry.find('='); equals != std::string_view::npos) {
    need.name = trim(entry.substr(0, equals));
    address = trim(entry.substr(equals + 1));
  }
  const auto colon = address.rfind(':');
  if (colon == std::string_view::npos || colon == 0) {
    throw ConfigError("DEVSTACK_MOCK_NEEDS has \"" + std::string(entry) +
                      "\": HOST:PORT or NAME=HOST:PORT was expected");
  }
  std::string_view host = address.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  need.host = host;
  need.port = std::to_string(parse_port("DEVSTACK_MOCK_NEEDS", address.substr(colon + 1)));
  if (need.name.empty()) need.name = need.host;
  return need;
}

/// "@/path" stands for the content of that file.
std::string load_text(const std::string& value) {
  if (value.front() != '@') return value;
  std::ifstream file(value.substr(1));
  if (!file) throw ConfigError("DEVSTACK_MOCK_ROUTES: cannot read " + value.substr(1));
  return {std::istreambuf_iterator<char>(file), {}};
}

Api parse_api(const std::string& value) {
  if (value == "openai") return Api::kOpenAi;
  throw ConfigError("DEVSTACK_MOCK_API is \"" + value + "\": the only one known is \"openai\"");
}

}  // namespace

std::vector<Need> parse_needs(std::string_view text) {
  std::vector<Need> needs;
  for (const auto entry : split_list(text)) needs.push_back(parse_need(entry));
  return needs;
}

Config read_config(const Lookup& lookup) {
  const auto get = [&](std::string_view name) {
    auto value = lookup(name);
    return value && value->empty() ? std::nullopt : value;
  };
  Config config;
  if (auto name = get("DEVSTACK_MOCK_NAME")) config.name = *name;
  if (auto port = get("DEVSTACK_MOCK_HTTP")) {
    config.http_port = parse_port("DEVSTACK_MOCK_HTTP", *port);
  }
  if (auto ports = get("DEVSTACK_MOCK_TCP")) {
    for (const auto port : split_list(*ports)) {
      config.tcp_ports.push_back(parse_port("DEVSTACK_MOCK_TCP", port));
    }
  }
  if (auto api = get("DEVSTACK_MOCK_API")) config.api = parse_api(*api);
  if (auto model = get("DEVSTACK_MOCK_MODEL")) config.model = *model;
  if (auto size = get("DEVSTACK_MOCK_DIMENSION")) {
    config.dimension = parse_number("DEVSTACK_MOCK_DIMENSION", *size, 65536);
  }
  if (auto chat = get("DEVSTACK_MOCK_CHAT")) config.chat = parse_fixed_chat(*chat);
  if (auto lines = get("DEVSTACK_MOCK_LOG")) {
    for (const auto line : split_list(*lines, '\n')) config.log_lines.emplace_back(line);
  }
  if (auto needs = get("DEVSTACK_MOCK_NEEDS")) config.needs = parse_needs(*needs);
  if (auto routes = get("DEVSTACK_MOCK_ROUTES")) config.routes = parse_routes(load_text(*routes));
  if (!config.http_port && config.tcp_ports.empty()) {
    throw ConfigError(
        "nothing to serve: set DEVSTACK_MOCK_HTTP to a port, or DEVSTACK_MOCK_TCP to a list");
  }
  return config;
}

}  // namespace devstack::mock

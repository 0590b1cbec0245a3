// Placeholders: {address:SERVICE:PORT} gives host:port, {port:SERVICE:PORT} the host's port.
#include "cli/project/exports.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

#include "devstack/base/text.hpp"
#include "devstack/base/value.hpp"

namespace devstack::cli {
namespace {

struct Placeholder {
  std::string kind, service;
  std::uint16_t port = 0;
};

/// "address:db:5432"; empty for anything else, which then stays as it is.
std::optional<Placeholder> parse_placeholder(std::string_view text) {
  const auto parts = split(text, ':');
  if (parts.size() != 3 || (parts[0] != "address" && parts[0] != "port")) return std::nullopt;
  Placeholder found{std::string(parts[0]), std::string(parts[1]), 0};
  const auto port = parts[2];
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), found.port);
  if (error != std::errc() || end != port.data() + port.size()) return std::nullopt;
  return found;
}

std::optional<std::string> value_of(const Placeholder& wanted, const PublishedPorts& ports) {
  auto address = published_address(ports, wanted.service, wanted.port);
  if (address && wanted.kind == "port") return address->substr(address->rfind(':') + 1);
  return address;
}

std::optional<std::string> fill_in(const std::string& name, std::string_view text,
                                   const PublishedPorts& ports,
                                   std::vector<std::string>& problems) {
  std::string out;
  while (true) {
    const auto open = text.find('{');
    const auto close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return out + std::string(text);
    out += text.substr(0, open);
    const auto wanted = parse_placeholder(text.substr(open + 1, close - open - 1));
    const auto value = wanted ? value_of(*wanted, ports) : std::nullopt;
    if (wanted && !value) {
      problems.push_back(fmt::format("{} is left out: port {} of {} is not published now", name,
                                     wanted->port, wanted->service));
      return std::nullopt;
    }
    out += value ? *value : std::string(text.substr(open, close - open + 1));
    text.remove_prefix(close + 1);
  }
}

/// Double quotes, with what a dotenv reader would interpret escaped.
std::string dotenv_quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\' || c == '$') out += '\\';
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    out += c;
  }
  return out + "\"";
}

}  // namespace

Exports resolve_exports(const model::Stack& stack, const PublishedPorts& ports,
                        std::vector<std::string>& problems) {
  Exports exports;
  for (const auto& [name, text] : stack.extension.exports) {
    auto value = fill_in(name, text.value, ports, problems);
    if (value) exports.emplace(name, std::move(*value));
  }
  return exports;
}

std::vector<std::string> resolve_links(const model::Stack& stack, const PublishedPorts& ports) {
  std::vector<std::string> links;
  std::vector<std::string> problems;
  for (const auto& text : stack.extension.links) {
    auto link = fill_in("", text, ports, problems);
    if (link) links.push_back(std::move(*link));
  }
  return links;
}

std::string exports_text(const Exports& exports, EnvArguments::Format format) {
  if (format == EnvArguments::Format::kJson) {
    Value document = Value::object();
    for (const auto& [name, value] : exports) document.set(name, value);
    return to_json(document, 2) + "\n";
  }
  std::string out;
  for (const auto& [name, value] : exports) {
    out += format == EnvArguments::Format::kShell
               ? fmt::format("export {}={}\n", name, shell_quote(value))
               : fmt::format("{}={}\n", name, dotenv_quote(value));
  }
  return out;
}

}  // namespace devstack::cli

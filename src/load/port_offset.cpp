#include "load/port_offset.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <variant>

#include <fmt/format.h>

#include "devstack/base/source_step.hpp"
#include "devstack/base/text.hpp"

namespace devstack::load {
namespace {

constexpr std::int64_t kLastPort = 65535;

/// One port, moved; empty when it is none, before or after.
std::optional<std::int64_t> moved(std::string_view text, std::int64_t by) {
  std::int64_t port = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  port += by;
  if (port < 1 || port > kLastPort) return std::nullopt;
  return port;
}

/// "8000" or "8000-8010".
std::optional<std::string> moved_range(const std::string& text, std::int64_t by) {
  std::vector<std::string> ends;
  for (const std::string_view end : split(text, '-')) {
    const auto port = moved(end, by);
    if (!port) return std::nullopt;
    ends.push_back(std::to_string(*port));
  }
  return join(ends, "-");
}

void move_one(Node& published, const std::string& service, const PortOffset& offset, Record record,
              Diagnostics& diagnostics) {
  const auto text = moved_range(published.text, offset.by);
  if (!text) {
    diagnostics.error(
        "DS1417", published.span,
        fmt::format("the port {} of {} moved by {} is no port", published.text, service, offset.by),
        "ports are 1 to 65535; take a smaller offset, or name the services that move");
    return;
  }
  if (record == Record::kSteps) {
    SourceStep step{SourceStep::Kind::kOverrode, published.span, published.text, {}, {}};
    if (offset.span.known()) published.span = offset.span;
    add_step(published.span, std::move(step));
  }
  published.text = *text;
}

/// Of 0 to 65535; stays where the sum is none.
std::uint16_t moved_port(std::uint16_t port, std::int64_t by) {
  const std::int64_t sum = port + by;
  return sum < 1 || sum > kLastPort ? port : static_cast<std::uint16_t>(sum);
}

}  // namespace

bool PortOffset::moves(const std::string& service) const {
  return by != 0 && (services.empty() ||
                     std::any_of(services.begin(), services.end(),
                                 [&service](const auto& name) { return name.value == service; }));
}

void move_ports(Node& service, const std::string& name, const PortOffset& offset, Record record,
                Diagnostics& diagnostics) {
  Node* const ports = service.find("ports");
  if (ports == nullptr || !offset.moves(name)) return;
  for (Node& port : ports->items) {
    Node* const published = port.find("published");
    if (published == nullptr || published->text.empty() || published->text == "0") continue;
    move_one(*published, name, offset, record, diagnostics);
  }
}

void move_process(model::HostProcess& process, const PortOffset& offset) {
  const auto port = process.environment.find("PORT");
  if (port != process.environment.end()) {
    if (const auto sum = moved(port->second, offset.by)) port->second = std::to_string(*sum);
  }
  if (!process.ready) return;
  if (auto* const http = std::get_if<model::HttpProbe>(&process.ready->kind)) {
    http->port = moved_port(http->port, offset.by);
  } else if (auto* const tcp = std::get_if<model::TcpProbe>(&process.ready->kind)) {
    tcp->port = moved_port(tcp->port, offset.by);
  }
}

}  // namespace devstack::load

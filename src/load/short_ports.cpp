// "[IP:][HOST:]CONTAINER[/PROTOCOL]" of `ports:`, with ranges, as one long form for each port.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "devstack/base/text.hpp"
#include "load/cast.hpp"
#include "load/short_forms.hpp"
#include "load/values.hpp"

namespace devstack::load {
namespace {

struct Spec {
  std::string host_ip, host, container, protocol = "tcp";
};

/// Reports what is wrong with one item of the list.
class PortReader {
 public:
  PortReader(const Node& item, CanonicalContext& context) : item_(item), context_(context) {}

  std::vector<Node> read_short() {
    const Spec spec = split_spec(scalar_text(item_));
    const auto container = parse_port_range(spec.container);
    if (!container || container->first == 0)
      return refuse("its container port must be 1 to 65535, or a range");
    if (spec.protocol != "tcp" && spec.protocol != "udp" && spec.protocol != "sctp") {
      return refuse("its protocol must be tcp, udp or sctp");
    }
    if (!spec.host_ip.empty() && !is_ip_address(spec.host_ip)) {
      return refuse(fmt::format("\"{}\" is no IP address", spec.host_ip));
    }
    std::optional<PortRange> host;
    if (!spec.host.empty()) {
      host = parse_port_range(spec.host);
      if (!host) return refuse("its host port must be 1 to 65535, or a range");
      if (host->size() != container->size() && container->size() != 1) {
        return refuse("its two ranges have different lengths");
      }
    }
    return ports_of(spec, *container, host);
  }

  std::vector<Node> read_long() {
    Node port = item_;
    const Node* const ip = port.find("host_ip");
    if (ip != nullptr && !is_ip_address(ip->text)) {
      return refuse(fmt::format("\"{}\" is no IP address", ip->text));
    }
    const Node* const target = port.find("target");
    if (target == nullptr) return refuse("it says no \"target\"");
    const auto number = parse_port_range(scalar_text(*target));
    if (!number || number->size() != 1) return refuse("its \"target\" must be 1 to 65535");
    const Node* const published = port.find("published");
    if (published != nullptr && !scalar_text(*published).empty() &&
        !parse_port_range(scalar_text(*published))) {
      // Compose takes any text here; the engine will not.
      context_.diagnostics.warning("DS1207", published->span,
                                   fmt::format("\"{}\" publishes \"{}\", which is no port",
                                               context_.path, scalar_text(*published)),
                                   "ports are 1 to 65535, or a range such as 8000-8010");
    }
    if (port.find("mode") == nullptr) port.set("mode", Node::string("ingress", item_.span));
    if (port.find("protocol") == nullptr) port.set("protocol", Node::string("tcp", item_.span));
    return {std::move(port)};
  }

 private:
  static Spec split_spec(std::string text) {
    Spec spec;
    const auto slash = text.find('/');
    if (slash != std::string::npos) {
      // Compose reads nothing after a second slash.
      const std::string protocol = to_lower(text.substr(slash + 1));
      if (!protocol.empty()) spec.protocol = protocol.substr(0, protocol.find('/'));
      text.resize(slash);
    }
    const auto last = text.rfind(':');
    spec.container = last == std::string::npos ? text : text.substr(last + 1);
    if (last == std::string::npos) return spec;
    text.resize(last);
    const auto middle = text.rfind(':');
    spec.host = middle == std::string::npos ? text : text.substr(middle + 1);
    if (middle == std::string::npos) return spec;
    spec.host_ip = text.substr(0, middle);
    if (spec.host_ip.size() > 2 && spec.host_ip.front() == '[' && spec.host_ip.back() == ']') {
      spec.host_ip = spec.host_ip.substr(1, spec.host_ip.size() - 2);
    } else if (spec.host_ip.find(':') != std::string::npos) {
      spec.host_ip += " ";  // an IPv6 address needs its brackets
    }
    return spec;
  }

  std::vector<Node> ports_of(const Spec& spec, const PortRange& container,
                             const std::optional<PortRange>& host) const {
    std::vector<Node> ports;
    for (unsigned i = 0; i < container.size(); ++i) {
      Node port = Node::mapping(item_.span);
      port.set("mode", Node::string("ingress", item_.span));
      if (!spec.host_ip.empty()) port.set("host_ip", Node::string(spec.host_ip, item_.span));
      port.set("target", Node::integer_of(container.first + std::int64_t{i}, item_.span));
      if (host) {
        const bool whole_range = container.size() == 1 && host->size() != 1;
        const std::string published = whole_range ? fmt::format("{}-{}", host->first, host->last)
                                                  : std::to_string(host->first + i);
        port.set("published", Node::string(published, item_.span));
      }
      port.set("protocol", Node::string(spec.protocol, item_.span));
      ports.push_back(std::move(port));
    }
    return ports;
  }

  std::vector<Node> refuse(const std::string& why) const {
    const std::string what = item_.is_scalar() ? "\"" + scalar_text(item_) + "\"" : "this mapping";
    context_.diagnostics.error("DS1207", item_.span,
                               fmt::format("\"{}\": {} is no port: {}", context_.path, what, why),
                               "write [IP:][HOST:]CONTAINER[/PROTOCOL], as in \"8080:80\"");
    return {};
  }

  const Node& item_;
  CanonicalContext& context_;
};

/// All addresses, written or not.
std::string host_ip_of(const Node& port) {
  const Node* const ip = port.find("host_ip");
  return ip == nullptr || ip->text.empty() ? "0.0.0.0" : ip->text;
}

/// Ports that agree in this are one.
std::string port_identity(const Node& port) {
  const auto member = [&port](std::string_view key) {
    const Node* const value = port.find(key);
    return value == nullptr ? std::string{} : scalar_text(*value);
  };
  return fmt::format("{}\n{}\n{}\n{}", host_ip_of(port), member("published"), member("target"),
                     member("protocol"));
}

/// Ports that one item stands for.
std::size_t count_ports(const Node& item) {
  std::string text = scalar_text(item);
  text.resize(std::min(text.find('/'), text.size()));
  const std::size_t colon = text.rfind(':');
  const auto range = parse_port_range(colon == std::string::npos ? text : text.substr(colon + 1));
  return range ? range->size() : 1;
}

}  // namespace

void expand_ports(Node& node, CanonicalContext& context) {
  std::vector<Node> ports;
  std::unordered_map<std::string, std::size_t> index;
  for (const Node& item : node.items) {
    PortReader reader(item, context);
    for (Node& port : item.is_mapping() ? reader.read_long() : reader.read_short()) {
      const auto [same, is_new] = index.try_emplace(port_identity(port), ports.size());
      if (is_new) {
        ports.push_back(std::move(port));
      } else {
        ports[same->second] = std::move(port);
      }
    }
  }
  node.items = std::move(ports);
}

void bound_ports(Node& document, Diagnostics& diagnostics) {
  constexpr std::size_t kMaxPorts = 100'000;
  Node* const services = document.find("services");
  if (services == nullptr) return;
  std::size_t count = 0;
  bool reported = false;
  for (Entry& service : services->entries) {
    Node* const ports = service.value.find("ports");
    if (ports == nullptr) continue;
    for (const Node& item : ports->items) count += count_ports(item);
    if (count <= kMaxPorts) continue;
    if (!reported) {
      diagnostics.error(
          "DS1107", ports->span,
          fmt::format("the ranges of the ports up to here have more than {} ports", kMaxPorts),
          "publish fewer ports, or use `network_mode: host`");
    }
    reported = true;
    ports->items.clear();
  }
}

}  // namespace devstack::load

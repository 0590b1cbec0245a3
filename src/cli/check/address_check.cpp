#include "cli/check/address_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <vector>

#include "cli/check/check_edges.hpp"
#include "cli/project/environment_place.hpp"
#include "cli/show/url_texts.hpp"
#include "devstack/base/text.hpp"

namespace devstack::cli {
namespace {

constexpr std::string_view kCode = "DS1215";

/// What one port of this host leads to.
struct Published {
  const model::Service* service = nullptr;
  std::uint16_t target = 0;
};

/// The stack, looked up by what addresses name.
class Names {
 public:
  explicit Names(const model::Stack& stack) {
    for (const auto* services : {&stack.services, &stack.disabled}) {
      for (const auto& [name, service] : *services) add(service);
    }
    for (const auto& [name, service] : stack.services) add_published(service);
  }

  [[nodiscard]] const model::Service* service(const std::string& host) const {
    const auto found = services_.find(host);
    return found == services_.end() ? nullptr : found->second;
  }
  [[nodiscard]] const Published* published(std::uint16_t port) const {
    const auto found = published_.find(port);
    return found == published_.end() ? nullptr : &found->second;
  }
  /// Some port of this host is not known before the start.
  [[nodiscard]] bool open_ended() const { return open_ended_; }
  [[nodiscard]] std::vector<std::string> all() const {
    std::vector<std::string> names;
    for (const auto& [name, service] : services_) names.push_back(name);
    return names;
  }

 private:
  void add(const model::Service& service) {
    services_.emplace(service.name, &service);
    for (const auto& name : {service.container_name, service.hostname}) {
      if (!name.empty()) services_.emplace(name, &service);
    }
    for (const auto& network : service.networks) {
      for (const auto& alias : network.aliases) services_.emplace(alias, &service);
    }
  }

  void add_published(const model::Service& service) {
    for (const auto& port : service.ports) {
      std::uint16_t number = 0;
      const char* end = port.published.data() + port.published.size();
      const auto read = std::from_chars(port.published.data(), end, number);
      if (read.ec != std::errc() || read.ptr != end) {
        open_ended_ = true;
      } else if (port.protocol == "tcp") {
        published_.emplace(number, Published{&service, port.target});
      }
    }
    open_ended_ = open_ended_ || service.network_mode == "host";
  }

  std::map<std::string, const model::Service*, std::less<>> services_;
  std::map<std::uint16_t, Published> published_;
  bool open_ended_ = false;
};

bool is_localhost(const std::string& host) {
  return host == "localhost" || host == "127.0.0.1" || host == "0.0.0.0";
}

bool contains(const std::vector<std::uint16_t>& ports, std::uint16_t port) {
  return std::find(ports.begin(), ports.end(), port) != ports.end();
}

/// True if all ports of the service are known, not only some.
bool ports_are_known(const model::Service& service) {
  const auto mock = service.environment.find("DEVSTACK_MOCK_HTTP");
  return mock != service.environment.end() || !ports_of_image(service.image).empty();
}

/// Known ones, with those of its image that serve administrators.
std::vector<std::uint16_t> all_ports(const model::Service& service) {
  auto ports = known_ports(service);
  const auto more = ports_of_image(service.image);
  ports.insert(ports.end(), more.begin(), more.end());
  return ports;
}

std::string address_of(const model::Service& service, std::uint16_t port) {
  return fmt::format("{}:{}", service.name, port);
}

/// A message and what to do about it; empty when nothing is wrong.
struct Fault {
  std::string message, hint;
};

class InsideView {
 public:
  InsideView(const model::Stack& stack, const Names& names, const model::Service& caller)
      : stack_(stack), names_(names), caller_(caller) {}

  /// Services that are not in networks of this stack see names that nobody here knows.
  [[nodiscard]] bool can_be_judged() const {
    if (!caller_.network_mode.empty() && caller_.network_mode != "bridge") return false;
    return std::none_of(caller_.networks.begin(), caller_.networks.end(),
                        [this](const auto& attachment) {
                          const auto network = stack_.networks.find(attachment.network);
                          return network != stack_.networks.end() && network->second.external;
                        });
  }

  [[nodiscard]] Fault fault(const AddressText& address) const {
    if (is_localhost(address.host)) return localhost_fault(address);
    if (const auto* target = names_.service(address.host)) return port_fault(*target, address);
    const bool could_be_elsewhere = address.scheme.empty() ||
                                    address.host.find('.') != std::string::npos ||
                                    is_extra_host(address);
    if (could_be_elsewhere) return {};
    return {fmt::format("no service is called \"{}\"", address.host),
            did_you_mean(address.host, names_.all())};
  }

 private:
  [[nodiscard]] bool is_extra_host(const AddressText& address) const {
    const auto starts = [&address](const std::string& entry) {
      return entry.starts_with(address.host) && entry.size() > address.host.size() &&
             (entry[address.host.size()] == ':' || entry[address.host.size()] == '=');
    };
    const auto links = [&address](const std::string& entry) {
      return entry.ends_with(":" + address.host) || entry == address.host;
    };
    return std::any_of(caller_.extra_hosts.begin(), caller_.extra_hosts.end(), starts) ||
           std::any_of(caller_.links.begin(), caller_.links.end(), links) ||
           std::any_of(caller_.external_links.begin(), caller_.external_links.end(), links);
  }

  /// A web address may well be for the user's browser, which is on this host.
  [[nodiscard]] Fault localhost_fault(const AddressText& address) const {
    if (address.scheme == "http" || address.scheme == "https") return {};
    const auto* published = names_.published(address.port);
    const bool is_own = published == nullptr || published->service == &caller_ ||
                        contains(all_ports(caller_), address.port);
    if (is_own) return {};
    return {
        fmt::format("inside a container {}:{} is the container itself", address.host, address.port),
        "services reach it at " + address_of(*published->service, published->target)};
  }

  [[nodiscard]] Fault port_fault(const model::Service& target, const AddressText& address) const {
    if (share_no_network(target)) {
      return {fmt::format("\"{}\" shares no network with \"{}\"", caller_.name, target.name),
              "name one network in both"};
    }
    const auto ports = all_ports(target);
    if (address.port == 0 || ports.empty() || contains(ports, address.port)) return {};
    const auto* published = names_.published(address.port);
    if (published != nullptr && published->service == &target) {
      return {fmt::format("{} is the port of \"{}\" on this host, not in its network", address.port,
                          target.name),
              "services reach it at " + address_of(target, published->target)};
    }
    if (!ports_are_known(target)) return {};
    return {fmt::format("\"{}\" does not listen on port {}", target.name, address.port),
            "services reach it at " + address_of(target, known_ports(target).front())};
  }

  [[nodiscard]] bool share_no_network(const model::Service& target) const {
    if (caller_.networks.empty() || target.networks.empty()) return false;
    return std::none_of(
        caller_.networks.begin(), caller_.networks.end(), [&target](const auto& mine) {
          return std::any_of(target.networks.begin(), target.networks.end(),
                             [&mine](const auto& its) { return its.network == mine.network; });
        });
  }

  const model::Stack& stack_;
  const Names& names_;
  const model::Service& caller_;
};

Fault outside_fault(const Names& names, const AddressText& address) {
  if (is_localhost(address.host)) {
    const bool fine = address.port == 0 || names.published(address.port) != nullptr;
    if (fine || names.open_ended()) return {};
    return {fmt::format("no service publishes port {} on this host", address.port),
            "{address:SERVICE:PORT} follows the stack"};
  }
  const auto* service = names.service(address.host);
  if (service == nullptr || address.port == 0) return {};
  return {
      fmt::format("this host does not know the name \"{}\": it is one of the stack's networks",
                  address.host),
      fmt::format("{{address:{}:{}}} gives its address on this host", address.host, address.port)};
}

/// Placeholders are filled in at run time: nothing is known of them here.
std::string without_placeholders(std::string_view text) {
  std::string out;
  while (true) {
    const auto open = text.find('{');
    const auto close = open == std::string_view::npos ? open : text.find('}', open);
    out += text.substr(0, open);
    if (close == std::string_view::npos) return out;
    out += "{}";
    text.remove_prefix(close + 1);
  }
}

/// What a page in a browser on this host reads, or who may ask from one: addresses of the host by
/// the conventions of web frameworks.
bool is_for_browsers(std::string_view variable) {
  for (const std::string_view prefix : {"NEXT_PUBLIC_", "NUXT_PUBLIC_", "REACT_APP_", "VITE_"}) {
    if (variable.starts_with(prefix)) return true;
  }
  return variable.find("CORS") != std::string_view::npos ||
         variable.find("ORIGIN") != std::string_view::npos;
}

void check_service(const load::Loaded& loaded, const Names& names, const model::Service& service,
                   Diagnostics& diagnostics) {
  const InsideView view(loaded.stack, names, service);
  if (!view.can_be_judged()) return;
  for (const auto& [variable, value] : service.environment) {
    if (!value || is_for_browsers(variable)) continue;
    for (const auto& address : addresses_in(*value)) {
      const Fault fault = view.fault(address);
      if (fault.message.empty()) continue;
      const auto where = environment_place(loaded, service.name, variable);
      diagnostics.warning(kCode, without_secrets(where.known() ? where : service.span),
                          fmt::format("{} of service \"{}\" points nowhere: {}", variable,
                                      service.name, fault.message),
                          fault.hint);
    }
  }
}

}  // namespace

void check_addresses(const load::Loaded& loaded, Diagnostics& diagnostics) {
  const Names names(loaded.stack);
  for (const auto& [name, service] : loaded.stack.services) {
    check_service(loaded, names, service, diagnostics);
  }
  for (const auto& [variable, text] : loaded.stack.extension.exports) {
    for (const auto& address : addresses_in(without_placeholders(text.value))) {
      const Fault fault = outside_fault(names, address);
      if (fault.message.empty()) continue;
      diagnostics.warning(kCode, without_secrets(text.span),
                          fmt::format("export {} points nowhere: {}", variable, fault.message),
                          fault.hint);
    }
  }
}

}  // namespace devstack::cli

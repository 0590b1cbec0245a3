// A head line for each network, a table of its members below.
#include "cli/show/network_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cli/show/short_id.hpp"
#include "devstack/base/text.hpp"
#include "devstack/ui/table.hpp"

namespace devstack::cli {
namespace {

std::string without_prefix(const std::string& address) {
  return address.substr(0, address.find('/'));
}

NetworkMember member_of(const engine::NetworkDetails::Member& member, const std::string& network,
                        const std::map<std::string, MemberFacts>& facts) {
  NetworkMember made;
  made.container = member.name;
  made.ipv4 = without_prefix(member.ipv4);
  made.ipv6 = without_prefix(member.ipv6);
  const auto known = facts.find(member.container_id);
  if (known == facts.end()) return made;
  made.service = known->second.service;
  const auto aliases = known->second.aliases.find(network);
  if (aliases == known->second.aliases.end()) return made;
  std::set<std::string> seen{member.name, short_id(member.container_id)};
  for (const std::string& alias : aliases->second) {
    if (seen.insert(alias).second) made.aliases.push_back(alias);
  }
  return made;
}

std::string head_of(const NetworkView& network) {
  std::string text = network.name;
  if (network.key != network.name) text += fmt::format(" ({})", network.key);
  if (!network.exists) return text + "  not created";
  text += "  " + network.driver;
  if (!network.subnets.empty()) text += "  " + join(network.subnets, ", ");
  if (!network.gateways.empty()) text += "  gateway " + join(network.gateways, ", ");
  if (network.external) text += "  external";
  if (network.internal) text += "  internal";
  return text + fmt::format("  {} member{}", network.members.size(),
                            network.members.size() == 1 ? "" : "s");
}

Value member_json(const NetworkMember& member) {
  Value entry = Value::object();
  entry.set("service", member.service);
  entry.set("container", member.container);
  entry.set("ipv4", member.ipv4);
  entry.set("ipv6", member.ipv6);
  entry.set("aliases", Value::strings(member.aliases));
  return entry;
}

}  // namespace

NetworkView network_view(const model::Network& network,
                         const std::optional<engine::NetworkDetails>& details,
                         const std::map<std::string, MemberFacts>& facts) {
  NetworkView view;
  view.key = network.key;
  view.name = network.name;
  view.external = network.external;
  view.driver = network.driver.empty() ? "bridge" : network.driver;
  view.internal = network.internal;
  if (!details) {
    for (const model::IpamConfig& range : network.ipam) view.subnets.push_back(range.subnet);
    return view;
  }
  view.exists = true;
  view.driver = details->driver;
  view.internal = details->internal;
  view.subnets = details->subnets;
  view.gateways = details->gateways;
  for (const auto& member : details->members) {
    view.members.push_back(member_of(member, details->name, facts));
  }
  return view;
}

std::map<std::string, std::vector<std::string>> aliases_of(const Value& inspection) {
  std::map<std::string, std::vector<std::string>> aliases;
  for (const auto& [network, settings] : inspection["NetworkSettings"]["Networks"].members()) {
    aliases[network] = settings["Aliases"].string_items();
  }
  return aliases;
}

std::string network_table(const std::vector<NetworkView>& networks, std::size_t columns) {
  std::string text;
  for (const NetworkView& network : networks) {
    if (!text.empty()) text += "\n";
    text += head_of(network) + "\n";
    if (network.members.empty()) continue;
    ui::Table table({"  SERVICE", "CONTAINER", "ADDRESS", "ALIASES"});
    for (const NetworkMember& member : network.members) {
      const std::string address = member.ipv6.empty()   ? member.ipv4
                                  : member.ipv4.empty() ? member.ipv6
                                                        : member.ipv4 + " " + member.ipv6;
      table.add({"  " + (member.service.empty() ? "-" : member.service), member.container, address,
                 join(member.aliases, " ")});
    }
    text += table.to_string(columns);
  }
  return text;
}

Value network_json(const model::Stack& stack, const std::vector<NetworkView>& networks) {
  Value document = Value::object();
  document.set("schema", "devstack.networks/1");
  document.set("project", stack.project);
  Value list = Value::array();
  for (const NetworkView& network : networks) {
    Value entry = Value::object();
    entry.set("key", network.key);
    entry.set("name", network.name);
    entry.set("exists", network.exists);
    entry.set("external", network.external);
    entry.set("internal", network.internal);
    entry.set("driver", network.driver);
    entry.set("subnets", Value::strings(network.subnets));
    entry.set("gateways", Value::strings(network.gateways));
    Value members = Value::array();
    for (const NetworkMember& member : network.members) members.push_back(member_json(member));
    entry.set("members", std::move(members));
    list.push_back(std::move(entry));
  }
  document.set("networks", std::move(list));
  return document;
}

}  // namespace devstack::cli

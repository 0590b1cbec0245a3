// Compares ranges bit by bit; IPv4 and IPv6 alike.
#include "devstack/reconcile/subnet_conflict.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "devstack/base/variable_in_line.hpp"
#include "devstack/model/labels.hpp"

namespace devstack::reconcile {
namespace {

constexpr int kBroadestRoute = 8;

struct Range {
  std::array<unsigned char, 16> address{};
  int family = AF_INET;
  int prefix = 0;  ///< bits
};

std::optional<Range> parse_range(const std::string& text) {
  const auto slash = text.find('/');
  if (slash == std::string::npos) return std::nullopt;
  Range range;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + slash + 1, end, range.prefix);
  if (error != std::errc{} || rest != end || range.prefix < 0) return std::nullopt;
  const std::string address = text.substr(0, slash);
  range.family = address.find(':') == std::string::npos ? AF_INET : AF_INET6;
  const int bits = range.family == AF_INET ? 32 : 128;
  if (range.prefix > bits) return std::nullopt;
  if (inet_pton(range.family, address.c_str(), range.address.data()) != 1) return std::nullopt;
  return range;
}

bool bit_of(const Range& range, int index) {
  const auto byte = range.address[static_cast<std::size_t>(index / 8)];
  return ((byte >> (7 - index % 8)) & 1) != 0;
}

/// A network of the plan with one of its fixed subnets.
struct Wanted {
  const model::Network* network;
  std::string subnet;
  SourceSpan span;
};

std::vector<Wanted> wanted_subnets(const model::Stack& stack, const Plan& plan) {
  std::vector<Wanted> wanted;
  for (const Step& step : plan.steps) {
    const auto* create = std::get_if<CreateNetwork>(&step.action);
    if (create == nullptr) continue;
    const auto network = stack.networks.find(create->key);
    if (network == stack.networks.end()) continue;
    for (const model::IpamConfig& range : network->second.ipam) {
      if (!range.subnet.empty()) wanted.push_back({&network->second, range.subnet, range.span});
    }
  }
  return wanted;
}

std::set<std::string> removed_networks(const Plan& plan) {
  std::set<std::string> ids;
  for (const Step& step : plan.steps) {
    if (const auto* removal = std::get_if<RemoveNetwork>(&step.action)) ids.insert(removal->id);
  }
  return ids;
}

std::string owner_of(const engine::NetworkDetails& network) {
  const std::string project = engine::label(network.labels, model::labels::kProject);
  const std::string folder = engine::label(network.labels, model::labels::kFolder);
  std::string text = project.empty() ? "of no project" : "of project " + project;
  if (!folder.empty()) text += ", folder " + folder;
  return text;
}

/// The variable that moves it, or the line that names it.
std::string way_out(const Wanted& wanted) {
  const std::string name = variable_in_line(wanted.span, wanted.subnet);
  if (name.empty()) return "another subnet where the file says so";
  return fmt::format("{}=ANOTHER.RANGE/{} devstack up", name,
                     wanted.subnet.substr(wanted.subnet.find('/') + 1));
}

FailureReport report_of(const Wanted& wanted, const std::string& holder, const std::string& range,
                        const std::string& fix) {
  const SourceSpan& span = wanted.span.known() ? wanted.span : wanted.network->span;
  const std::string where = span.file_and_line();
  FailureReport report;
  report.code = "DS2109";
  report.title =
      fmt::format("the subnet {} of network {} is in use", wanted.subnet, wanted.network->key);
  report.lines.push_back(
      {"wants", fmt::format("{} for {}", wanted.subnet, wanted.network->name), where});
  report.lines.push_back({"held by", fmt::format("{} ({})", holder, range), {}});
  report.lines.push_back({"fix", fix, {}});
  report.next = {"devstack explain DS2109"};
  return report;
}

std::optional<FailureReport> conflict_with_networks(
    const Wanted& wanted, const std::vector<engine::NetworkDetails>& networks,
    const std::set<std::string>& going) {
  for (const engine::NetworkDetails& network : networks) {
    if (going.contains(network.id) || network.name == wanted.network->name) continue;
    for (const std::string& subnet : network.subnets) {
      if (!subnets_overlap(wanted.subnet, subnet)) continue;
      return report_of(
          wanted, fmt::format("network {} {}", network.name, owner_of(network)), subnet,
          fmt::format("docker network rm {}    or    {}", network.name, way_out(wanted)));
    }
  }
  return std::nullopt;
}

/// The bridge of a network of the engine has a route of its own.
bool is_of_engine(const host::Route& route, const std::vector<engine::NetworkDetails>& networks) {
  return std::ranges::any_of(networks, [&route](const engine::NetworkDetails& network) {
    return std::ranges::find(network.subnets, route.subnet) != network.subnets.end();
  });
}

std::optional<FailureReport> conflict_with_routes(
    const Wanted& wanted, const std::vector<engine::NetworkDetails>& networks,
    const std::vector<host::Route>& routes) {
  for (const host::Route& route : routes) {
    const auto range = parse_range(route.subnet);
    if (!range || range->prefix < kBroadestRoute || is_of_engine(route, networks)) continue;
    if (!subnets_overlap(wanted.subnet, route.subnet)) continue;
    return report_of(wanted, fmt::format("a route of this host through {}", route.interface),
                     route.subnet, way_out(wanted));
  }
  return std::nullopt;
}

}  // namespace

bool subnets_overlap(const std::string& one, const std::string& other) {
  const auto first = parse_range(one);
  const auto second = parse_range(other);
  if (!first || !second || first->family != second->family) return false;
  const int common = std::min(first->prefix, second->prefix);
  for (int bit = 0; bit < common; ++bit) {
    if (bit_of(*first, bit) != bit_of(*second, bit)) return false;
  }
  return true;
}

std::vector<FailureReport> subnet_conflicts(const model::Stack& stack, const Plan& plan,
                                            const std::vector<engine::NetworkDetails>& networks,
                                            const std::vector<host::Route>& routes) {
  const std::vector<Wanted> all = wanted_subnets(stack, plan);
  const std::set<std::string> going = removed_networks(plan);
  std::vector<FailureReport> reports;
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto conflict = conflict_with_networks(all[i], networks, going);
    if (!conflict) conflict = conflict_with_routes(all[i], networks, routes);
    for (std::size_t j = 0; j < i && !conflict; ++j) {
      if (!subnets_overlap(all[i].subnet, all[j].subnet)) continue;
      conflict = report_of(all[i], "network " + all[j].network->key + " of the same stack",
                           all[j].subnet, way_out(all[i]));
    }
    if (conflict) reports.push_back(std::move(*conflict));
  }
  return reports;
}

Task<std::vector<FailureReport>> find_subnet_conflicts(engine::Client& client,
                                                       const model::Stack& stack,
                                                       const Plan& plan) {
  if (wanted_subnets(stack, plan).empty()) co_return std::vector<FailureReport>{};
  const auto networks = co_await client.list_network_details();
  const bool local = !client.endpoint().unix_path.empty();
  const auto routes = local ? host::read_routes() : std::vector<host::Route>{};
  co_return subnet_conflicts(stack, plan, networks, routes);
}

}  // namespace devstack::reconcile

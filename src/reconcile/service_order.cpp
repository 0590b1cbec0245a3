// Kahn's algorithm over services and, between tiers, one node for the end of each.
#include "reconcile/service_order.hpp"

#include <fmt/format.h>

#include <functional>
#include <queue>

#include "devstack/base/diagnostic.hpp"
#include "devstack/base/error.hpp"
#include "devstack/graph/dependency_graph.hpp"

namespace devstack::reconcile {
namespace {

using Node = std::size_t;

/// Nodes with edges from what comes first; ready nodes are taken in order of their number.
class OrderGraph {
 public:
  explicit OrderGraph(std::size_t nodes) : successors_(nodes), waits_for_(nodes, 0) {}

  void add_edge(Node first, Node then) {
    successors_[first].push_back(then);
    ++waits_for_[then];
  }

  [[nodiscard]] std::vector<Node> sorted() {
    std::priority_queue<Node, std::vector<Node>, std::greater<>> ready;
    for (Node node = 0; node < waits_for_.size(); ++node) {
      if (waits_for_[node] == 0) ready.push(node);
    }
    std::vector<Node> order;
    while (!ready.empty()) {
      const Node node = ready.top();
      ready.pop();
      order.push_back(node);
      for (const Node next : successors_[node]) {
        if (--waits_for_[next] == 0) ready.push(next);
      }
    }
    return order;
  }

 private:
  std::vector<std::vector<Node>> successors_;
  std::vector<std::size_t> waits_for_;
};

/// Numbers services by name, so that a smaller number is an earlier name.
struct Numbering {
  std::vector<const model::Service*> services;
  std::map<std::string_view, Node> node_of;

  explicit Numbering(const ServiceMap& selected) {
    for (const auto& [name, service] : selected) {
      node_of.emplace(name, services.size());
      services.push_back(service);
    }
  }
};

/// Node `first_tier_node + k` is the end of tier k.
void add_tier_edges(const model::Stack& stack, const Numbering& numbering, OrderGraph& graph) {
  const Node first_tier_node = numbering.services.size();
  const auto& tiers = stack.extension.tiers;
  for (std::size_t tier = 0; tier < tiers.size(); ++tier) {
    if (tier > 0) graph.add_edge(first_tier_node + tier - 1, first_tier_node + tier);
    for (const auto& member : tiers[tier].services) {
      const auto node = numbering.node_of.find(member.value);
      if (node == numbering.node_of.end()) continue;
      if (tier > 0) graph.add_edge(first_tier_node + tier - 1, node->second);
      // An optional member never holds its tier.
      const bool holds = !numbering.services[node->second]->extension.optional;
      if (holds) graph.add_edge(node->second, first_tier_node + tier);
    }
  }
}

[[noreturn]] void throw_contradiction(const Numbering& numbering, const std::vector<Node>& order) {
  std::vector<bool> placed(numbering.services.size(), false);
  for (const Node node : order) {
    if (node < placed.size()) placed[node] = true;
  }
  Diagnostics diagnostics;
  for (Node node = 0; node < placed.size(); ++node) {
    if (placed[node]) continue;
    const model::Service& service = *numbering.services[node];
    diagnostics.error("DS1305", service.span,
                      fmt::format("the tiers and depends_on contradict each other: \"{}\" would "
                                  "wait for itself",
                                  service.name),
                      "a service must not depend, even over others, on a service of a later tier");
    break;
  }
  throw ConfigError(diagnostics.sorted());
}

}  // namespace

ServiceMap selected_services(const model::Stack& stack, const UpOptions& options) {
  std::vector<std::string> names = options.services;
  if (names.empty()) {
    for (const auto& [name, service] : stack.services) names.push_back(name);
  } else if (options.dependencies) {
    names = graph::closure(stack, names);
  }
  ServiceMap selected;
  for (const std::string& name : names) {
    const auto found = stack.services.find(name);
    if (found != stack.services.end()) selected.emplace(found->first, &found->second);
  }
  return selected;
}

std::map<std::string_view, std::size_t> tier_indexes(const model::Stack& stack) {
  std::map<std::string_view, std::size_t> indexes;
  const auto& tiers = stack.extension.tiers;
  for (std::size_t tier = 0; tier < tiers.size(); ++tier) {
    for (const auto& member : tiers[tier].services) indexes.emplace(member.value, tier);
  }
  return indexes;
}

std::vector<const model::Service*> start_order(const model::Stack& stack,
                                               const ServiceMap& selected) {
  const Numbering numbering(selected);
  OrderGraph graph(numbering.services.size() + stack.extension.tiers.size());
  for (Node node = 0; node < numbering.services.size(); ++node) {
    for (const model::Dependency& dependency : numbering.services[node]->depends_on) {
      const auto first = numbering.node_of.find(dependency.service);
      if (first != numbering.node_of.end()) graph.add_edge(first->second, node);
    }
  }
  add_tier_edges(stack, numbering, graph);
  const std::vector<Node> order = graph.sorted();
  std::vector<const model::Service*> services;
  for (const Node node : order) {
    if (node < numbering.services.size()) services.push_back(numbering.services[node]);
  }
  if (services.size() != numbering.services.size()) throw_contradiction(numbering, order);
  return services;
}

std::vector<const model::Service*> stop_order(const ServiceMap& selected) {
  const Numbering numbering(selected);
  OrderGraph graph(numbering.services.size());
  for (Node node = 0; node < numbering.services.size(); ++node) {
    for (const model::Dependency& dependency : numbering.services[node]->depends_on) {
      const auto then = numbering.node_of.find(dependency.service);
      if (then != numbering.node_of.end()) graph.add_edge(node, then->second);
    }
  }
  std::vector<const model::Service*> services;
  std::vector<bool> placed(numbering.services.size(), false);
  for (const Node node : graph.sorted()) {
    services.push_back(numbering.services[node]);
    placed[node] = true;
  }
  for (Node node = 0; node < placed.size(); ++node) {
    if (!placed[node]) services.push_back(numbering.services[node]);
  }
  return services;
}

}  // namespace devstack::reconcile

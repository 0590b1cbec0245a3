// Order and reachability, for the planner and for commands that name services.
#include "devstack/graph/dependency_graph.hpp"

#include "graph/adjacency.hpp"

namespace devstack::graph {
namespace {

std::vector<std::string> names_of(const Adjacency& adjacency, const std::vector<bool>& chosen) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (chosen[i]) names.push_back(adjacency.name(i));
  }
  return names;
}

}  // namespace

std::vector<Edge> edges(const model::Stack& stack) {
  const Adjacency adjacency(stack);
  std::vector<Edge> result;
  for (std::size_t from = 0; from < adjacency.size(); ++from) {
    for (const Arc& arc : adjacency.arcs[from]) {
      const model::Dependency& dependency = *arc.dependency;
      result.push_back({adjacency.name(from), dependency.service, dependency.condition,
                        dependency.required, dependency.span});
    }
  }
  return result;
}

std::vector<std::vector<std::string>> topological_levels(const model::Stack& stack) {
  const Adjacency adjacency(stack);
  std::vector<std::vector<std::string>> result;
  for (const auto& level : levels(adjacency, std::vector<bool>(adjacency.size(), true))) {
    auto& names = result.emplace_back();
    for (const std::size_t index : level) names.push_back(adjacency.name(index));
  }
  return result;
}

std::vector<std::string> closure(const model::Stack& stack,
                                 const std::vector<std::string>& services) {
  const Adjacency adjacency(stack);
  auto required = adjacency.arcs;
  for (auto& arcs : required) {
    std::erase_if(arcs, [](const Arc& arc) { return !arc.dependency->required; });
  }
  std::vector<std::size_t> start;
  for (const auto& name : services) {
    if (const auto index = adjacency.find(name)) start.push_back(*index);
  }
  return names_of(adjacency, reachable(required, start));
}

std::vector<std::string> dependents(const model::Stack& stack, const std::string& service) {
  const Adjacency adjacency(stack);
  const auto start = adjacency.find(service);
  if (!start) return {};
  std::vector<std::vector<Arc>> reversed(adjacency.size());
  for (std::size_t from = 0; from < adjacency.size(); ++from) {
    for (const Arc& arc : adjacency.arcs[from]) {
      reversed[arc.to].push_back({from, arc.dependency});
    }
  }
  auto found = reachable(reversed, {*start});
  found[*start] = false;
  return names_of(adjacency, found);
}

}  // namespace devstack::graph

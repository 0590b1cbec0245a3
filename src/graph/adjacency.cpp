// Numbering of services, and the two walks that everything in this layer is made of. Loops with
// explicit work lists: a chain of 10,000 services must not exhaust the stack.
#include "graph/adjacency.hpp"

#include <algorithm>
#include <utility>

namespace devstack::graph {

Adjacency::Adjacency(const model::Stack& stack) {
  services.reserve(stack.services.size());
  for (const auto& [key, service] : stack.services) services.push_back(&service);
  arcs.resize(services.size());
  for (std::size_t from = 0; from < services.size(); ++from) {
    for (const auto& dependency : services[from]->depends_on) {
      if (const auto to = find(dependency.service)) arcs[from].push_back({*to, &dependency});
    }
    // Stable: of an explicit and an implied dependency on the same service the first one counts.
    std::stable_sort(arcs[from].begin(), arcs[from].end(),
                     [](const Arc& a, const Arc& b) { return a.to < b.to; });
    const auto same = [](const Arc& a, const Arc& b) { return a.to == b.to; };
    arcs[from].erase(std::unique(arcs[from].begin(), arcs[from].end(), same), arcs[from].end());
  }
}

std::optional<std::size_t> Adjacency::find(std::string_view name) const {
  const auto found =
      std::lower_bound(services.begin(), services.end(), name,
                       [](const model::Service* s, std::string_view n) { return s->name < n; });
  if (found == services.end() || (*found)->name != name) return std::nullopt;
  return static_cast<std::size_t>(found - services.begin());
}

std::vector<std::vector<std::size_t>> levels(const Adjacency& adjacency,
                                             const std::vector<bool>& included) {
  std::vector<std::vector<std::size_t>> dependents(adjacency.size());
  std::vector<std::size_t> waits_for(adjacency.size(), 0);
  std::vector<std::size_t> current;
  for (std::size_t from = 0; from < adjacency.size(); ++from) {
    if (!included[from]) continue;
    for (const Arc& arc : adjacency.arcs[from]) {
      if (!included[arc.to]) continue;
      dependents[arc.to].push_back(from);
      ++waits_for[from];
    }
    if (waits_for[from] == 0) current.push_back(from);
  }

  std::vector<std::vector<std::size_t>> result;
  while (!current.empty()) {
    std::vector<std::size_t> next;
    for (const std::size_t done : current) {
      for (const std::size_t dependent : dependents[done]) {
        if (--waits_for[dependent] == 0) next.push_back(dependent);
      }
    }
    std::sort(next.begin(), next.end());
    result.push_back(std::exchange(current, std::move(next)));
  }
  return result;
}

std::vector<bool> reachable(const std::vector<std::vector<Arc>>& arcs,
                            const std::vector<std::size_t>& start) {
  std::vector<bool> seen(arcs.size(), false);
  std::vector<std::size_t> work;
  const auto visit = [&](std::size_t index) {
    if (seen[index]) return;
    seen[index] = true;
    work.push_back(index);
  };
  for (const std::size_t index : start) visit(index);
  while (!work.empty()) {
    const std::size_t index = work.back();
    work.pop_back();
    for (const Arc& arc : arcs[index]) visit(arc.to);
  }
  return seen;
}

}  // namespace devstack::graph

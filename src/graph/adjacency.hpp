// A stack's services and dependencies as numbers, so that the algorithms beside it are linear and
// free of string comparisons.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "devstack/model/stack.hpp"

namespace devstack::graph {

struct Arc {
  std::size_t to = 0;
  const model::Dependency* dependency = nullptr;  ///< owned by the stack
};

/// Refers to the stack, which must outlive it. Services are numbered by name, arcs point from the
/// dependent to its dependencies, sorted; at most one for each pair. Dependencies on services that
/// are not active have none.
struct Adjacency {
  explicit Adjacency(const model::Stack& stack);

  [[nodiscard]] std::size_t size() const { return services.size(); }
  [[nodiscard]] const std::string& name(std::size_t index) const { return services[index]->name; }
  [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;

  std::vector<const model::Service*> services;
  std::vector<std::vector<Arc>> arcs;
};

/// Numbers by topological level, dependencies first, ascending within a level; only those for which
/// `included` is true, and only arcs between them. Members of a cycle, and what depends on them,
/// are left out.
[[nodiscard]] std::vector<std::vector<std::size_t>> levels(const Adjacency& adjacency,
                                                           const std::vector<bool>& included);

/// Everything reachable from `start` over `arcs`, the start included, as flags.
[[nodiscard]] std::vector<bool> reachable(const std::vector<std::vector<Arc>>& arcs,
                                          const std::vector<std::size_t>& start);

}  // namespace devstack::graph

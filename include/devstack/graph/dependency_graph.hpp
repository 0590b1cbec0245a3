// The dependency graph of a stack: order, closure, cycles. Pure and linear in services and edges.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "devstack/base/diagnostic.hpp"
#include "devstack/model/stack.hpp"

namespace devstack::graph {

/// An edge to a declared, active service.
struct Edge {
  std::string from;  ///< the dependent
  std::string to;    ///< the dependency
  model::Condition condition = model::Condition::kStarted;
  bool required = true;
  SourceSpan span;
};

/// All edges, sorted by dependent, then by dependency; at most one for each pair.
[[nodiscard]] std::vector<Edge> edges(const model::Stack& stack);

/// Services by topological level: level 0 depends on nothing. Names are sorted within a level.
/// Precondition: no cycle (check_cycles).
[[nodiscard]] std::vector<std::vector<std::string>> topological_levels(const model::Stack& stack);

/// `services` and all that they require (optional dependencies are not followed), sorted by name.
[[nodiscard]] std::vector<std::string> closure(const model::Stack& stack,
                                               const std::vector<std::string>& services);

/// Services that depend on `service`, directly or not, sorted by name.
[[nodiscard]] std::vector<std::string> dependents(const model::Stack& stack,
                                                  const std::string& service);

/// Adds one error per cycle, with its whole path and the position of each edge (DS1301). Cycles
/// that share edges are told apart by the edge that closes them; at most Diagnostics::kCap.
void check_cycles(const model::Stack& stack, Diagnostics& diagnostics);

/// Adds an error for each edge that points to a later declared tier (DS1302), and for a service
/// that stands in two tiers (DS1303). A way to a later tier through services of no tier is a
/// deadlock and counts as such an edge, unless it starts at an optional member, which holds no
/// tier. Members that are not defined are not looked at: loading refuses them.
void check_tiers(const model::Stack& stack, Diagnostics& diagnostics);

/// The tier that each service belongs to for display: the declared one, else its topological level
/// among services of no tier. Result: declared tiers in order, then the derived ones, each with
/// name
/// ("" when derived) and members sorted by name; tiers without active members are left out.
struct TierView {
  std::string name;
  std::vector<std::string> services;
};
[[nodiscard]] std::vector<TierView> tiers_for_display(const model::Stack& stack);

}  // namespace devstack::graph

// Stacks in one line: build({{"web", {"api"}}, {"api", {}}}).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "devstack/model/stack.hpp"

namespace devstack::graph {

using ServiceSpec = std::pair<std::string, std::vector<std::string>>;

/// Each dependency gets a line of its own in "stack.yaml", from line 1 on, in the order given.
inline model::Stack build(const std::vector<ServiceSpec>& specs) {
  const auto file = std::make_shared<const SourceFile>(SourceFile{"stack.yaml", ""});
  model::Stack stack;
  std::uint32_t line = 0;
  for (const auto& [name, dependencies] : specs) {
    model::Service& service = stack.services[name];
    service.name = name;
    for (const auto& dependency : dependencies) {
      model::Dependency edge;
      edge.service = dependency;
      edge.span = {file, ++line, 5, 1};
      service.depends_on.push_back(edge);
    }
  }
  return stack;
}

/// s0 <- s1 <- … : each depends on the one before.
inline model::Stack chain(std::size_t length) {
  std::vector<ServiceSpec> specs;
  for (std::size_t i = 0; i < length; ++i) {
    std::vector<std::string> dependencies;
    if (i > 0) dependencies.push_back("s" + std::to_string(i - 1));
    specs.emplace_back("s" + std::to_string(i), dependencies);
  }
  return build(specs);
}

inline void add_tier(model::Stack& stack, const std::string& name,
                     const std::vector<std::string>& services) {
  model::Tier tier;
  tier.name = name;
  for (const auto& service : services) tier.services.push_back({service, {}});
  stack.extension.tiers.push_back(tier);
}

}  // namespace devstack::graph

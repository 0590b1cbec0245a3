// Orders in which services are planned. Linear in services, edges and tier members.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devstack/model/stack.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::reconcile {

using ServiceMap = std::map<std::string_view, const model::Service*>;

/// The active services that `options` speak of: those named, or all, and what they require.
[[nodiscard]] ServiceMap selected_services(const model::Stack& stack, const UpOptions& options);

/// Which declared tier a service stands in; nothing for a service of no tier.
[[nodiscard]] std::map<std::string_view, std::size_t> tier_indexes(const model::Stack& stack);

/// Dependencies before dependents, and whole tiers one after the other; names decide where neither
/// does. Throws ConfigError DS1305 when tiers and depends_on contradict each other.
[[nodiscard]] std::vector<const model::Service*> start_order(const model::Stack& stack,
                                                             const ServiceMap& selected);

/// Dependents before dependencies; tiers do not matter. Never fails: services of a cycle, which
/// inactive profiles may have, come last.
[[nodiscard]] std::vector<const model::Service*> stop_order(const ServiceMap& selected);

}  // namespace devstack::reconcile

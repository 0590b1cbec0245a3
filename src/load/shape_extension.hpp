// What `x-devstack` takes, as tables; schema/stack.json is made from them.
#pragma once

#include <span>
#include <string_view>

#include "load/shape.hpp"

namespace devstack::load {

/// `budget` of a service and of a profile.
extern const Shape kBudgetShape;
/// `x-devstack` of a service.
extern const Shape kServiceExtensionShape;
/// `x-devstack` at the top of the stack file.
extern const Shape kStackExtensionShape;

/// Dotted keys of the language that this version does not carry out.
[[nodiscard]] std::span<const std::string_view> later_service_keys();
[[nodiscard]] std::span<const std::string_view> later_stack_keys();

/// "http" to {http: {}}, "8080" to {port: 8080} and the like, for probes.
void expand_tcp_probe(Node& node, CanonicalContext& context);
void expand_exec_probe(Node& node, CanonicalContext& context);
void expand_log_probe(Node& node, CanonicalContext& context);

}  // namespace devstack::load

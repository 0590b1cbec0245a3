// What `x-devstack` takes, as tables; schema/stack.json is made from them.
#pragma once

#include "load/shape.hpp"

namespace devstack::load {

/// `budget` of a service and of a profile.
extern const Shape kBudgetShape;
/// `x-devstack` of a service.
extern const Shape kServiceExtensionShape;
/// `x-devstack` at the top of the stack file.
extern const Shape kStackExtensionShape;

/// `x-devstack` of a volume.
extern const Shape kVolumeExtensionShape;

/// Parts of them.
extern const Shape kProbeShape;
extern const Shape kHeadersShape;
/// Words, or one line for a shell.
extern const Shape kShellCommandShape;
extern const Shape kProcessShape;
extern const Shape kMockShape;
extern const Shape kSubstitutionsShape;
extern const Shape kChecksShape;

/// "8080" to {port: 8080} and the like, for probes.
void expand_tcp_probe(Node& node, CanonicalContext& context);
void expand_exec_probe(Node& node, CanonicalContext& context);
void expand_log_probe(Node& node, CanonicalContext& context);

}  // namespace devstack::load

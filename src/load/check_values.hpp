// Values of services that have the right kind and still cannot be: out of range, or without what
// they need beside them. What is refused here, Docker Compose 2.40.3 refuses.
#pragma once

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

/// `services` is a mapping of canonical services.
void check_values(const Node& services, Diagnostics& diagnostics);

}  // namespace devstack::load

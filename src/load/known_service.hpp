// Names of services in x-devstack.
#pragma once

#include <string>

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/syntax_tree.hpp"

namespace devstack::load {

/// DS1203 when `services` (all of the stack, active or not) has no such name; `who` begins the
/// message: "tier \"t\" has".
void expect_service(const std::string& name, const Node& services, const SourceSpan& where,
                    const std::string& who, Diagnostics& diagnostics);

}  // namespace devstack::load

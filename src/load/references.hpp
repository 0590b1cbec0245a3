// What a stack's parts say about each other: names that must exist, settings that exclude each
// other, names that may be used once.
#pragma once

#include <vector>

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/syntax_tree.hpp"
#include "devstack/model/substitution.hpp"

namespace devstack::load {

/// Checks the active services of a normalised document. DS1203: an undefined name; DS1204:
/// settings that exclude each other; DS1205: nothing to run; DS1206: a name for several containers.
void check_services(const Node& active, const Node& document, Diagnostics& diagnostics);

/// DS1206: a container name (an error) or a host port (a warning) that two services want.
void check_unique_names(const Node& active, Diagnostics& diagnostics);

/// Checks dependencies. DS1203: on a service that does not exist; DS1211: on one whose profiles are
/// not active, or that no choice of `roles` takes.
void check_dependencies(const Node& active, const Node& disabled,
                        const std::vector<model::Substitution>& roles, Diagnostics& diagnostics);

}  // namespace devstack::load

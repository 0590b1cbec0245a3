// `substitutions` of x-devstack: roles and their choices.
#pragma once

#include <vector>

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/syntax_tree.hpp"
#include "devstack/model/substitution.hpp"

namespace devstack::load {

/// `substitutions` is canonical; `services` has all services, active or not (DS1203 otherwise).
/// Nothing is chosen yet.
[[nodiscard]] std::vector<model::Substitution> decode_substitutions(const Node& substitutions,
                                                                    const Node& services,
                                                                    Diagnostics& diagnostics);

}  // namespace devstack::load

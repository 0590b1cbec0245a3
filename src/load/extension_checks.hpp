// `checks` of x-devstack: what a stack tests beyond readiness.
#pragma once

#include <vector>

#include "devstack/base/diagnostic.hpp"
#include "devstack/load/syntax_tree.hpp"
#include "devstack/model/check_spec.hpp"

namespace devstack::load {

/// `checks` is canonical; `services` has all services, active or not (DS1203 otherwise).
[[nodiscard]] std::vector<model::CheckGroup> decode_checks(const Node& checks, const Node& services,
                                                           Diagnostics& diagnostics);

}  // namespace devstack::load

// One role: what its choices give, cost and take.
#pragma once

#include <string>

#include "devstack/model/substitution.hpp"

namespace devstack::cli {

[[nodiscard]] std::string role_page(const model::Substitution& role);

}  // namespace devstack::cli

// `devstack substitutions -o json`.
#pragma once

#include <string>
#include <vector>

#include "cli/show/profile_report.hpp"
#include "devstack/model/substitution.hpp"

namespace devstack::cli {

/// "devstack.substitutions/1": everything that is declared, what is chosen, totals and checklist.
[[nodiscard]] std::string substitutions_json(const std::vector<model::Substitution>& roles,
                                             const std::vector<ProfileReport>& profiles);

}  // namespace devstack::cli

// What moving to the other choices takes, as steps to tick off.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "devstack/base/value.hpp"
#include "devstack/model/substitution.hpp"

namespace devstack::cli {

/// A group for each choice with steps: "1. event-bus → pulsar (1 week)", its steps, and the total.
[[nodiscard]] std::string checklist_text(const std::vector<model::Substitution>& roles);
[[nodiscard]] Value checklist_json(const std::vector<model::Substitution>& roles);

/// Working days of "1 week" (five), "2 weeks (Q1 2026)", "3 days", "1 month" (four weeks);
/// empty for anything else.
[[nodiscard]] std::optional<int> effort_days(const std::string& effort);
/// "7 weeks 1 day".
[[nodiscard]] std::string effort_text(int days);

}  // namespace devstack::cli

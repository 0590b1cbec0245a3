// All roles of a stack at a glance, with what each profile needs with its choices.
#pragma once

#include <string>
#include <vector>

#include "cli/show/profile_report.hpp"
#include "devstack/model/substitution.hpp"

namespace devstack::cli {

[[nodiscard]] std::string substitutions_table(const std::vector<model::Substitution>& roles,
                                              const std::vector<ProfileReport>& profiles);

/// "EVENT_BUS=pulsar": the variables of a choice.
[[nodiscard]] std::string switch_text(const model::Choice& choice);
/// "2 GiB", "1m 0s"; a dash where nothing is declared.
[[nodiscard]] std::string memory_text(const model::Choice& choice);
[[nodiscard]] std::string startup_text(const model::Choice& choice);

}  // namespace devstack::cli

// Why a service is not active although no profile leaves it out: another choice fills its role.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "devstack/model/substitution.hpp"

namespace devstack::model {

/// "pulsar is chosen for event-bus"; empty when no choice of a role switched the service off.
[[nodiscard]] std::string why_switched_off(const std::vector<Substitution>& roles,
                                           std::string_view service);

}  // namespace devstack::model

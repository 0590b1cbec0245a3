// What the choices of roles must keep to once it is known which services are active.
#pragma once

#include <vector>

#include "devstack/model/substitution.hpp"
#include "load/decode.hpp"

namespace devstack::load {

/// DS1414: the profile leaves out every service of a choice, though the role is mandatory in it.
void check_mandatory_roles(const DecodeInput& input, const Node& active, Diagnostics& diagnostics);

/// Copies what was chosen into the roles of the merged document; one that was not known before it
/// was merged (of an included file) has its default.
void take_choices(std::vector<model::Substitution>& roles,
                  const std::vector<model::Substitution>& chosen);

}  // namespace devstack::load

#include "load/role_checks.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace devstack::load {
namespace {

/// The profile in which the role may not be left out; empty: none of those that apply.
std::string mandatory_in(const model::Substitution& role, const DecodeInput& input) {
  const auto& names = role.mandatory_in;
  const auto found = std::find_if(
      input.profile_files.begin(), input.profile_files.end(), [&names](const std::string& profile) {
        return std::find(names.begin(), names.end(), profile) != names.end();
      });
  return found == input.profile_files.end() ? std::string() : *found;
}

void check_role(const model::Substitution& role, const DecodeInput& input, const Node& active,
                Diagnostics& diagnostics) {
  const model::Choice* const taken = role.taken();
  if (taken == nullptr || taken->services.empty()) return;
  const bool runs =
      std::any_of(taken->services.begin(), taken->services.end(),
                  [&active](const auto& service) { return active.find(service.value) != nullptr; });
  if (runs) return;
  const std::string profile = mandatory_in(role, input);
  if (profile.empty()) return;
  std::vector<std::string> names;
  for (const auto& service : taken->services) names.push_back(service.value);
  const auto& listed = input.only_services;
  diagnostics.error("DS1414", listed.empty() ? role.span : listed.front().span,
                    fmt::format("the role {} is mandatory in profile {}, and nothing of its choice "
                                "{} is active ({})",
                                role.role, profile, taken->name, fmt::join(names, ", ")),
                    fmt::format("add {} to the profile's services, or choose another "
                                "implementation: --use {}=…",
                                names.front(), role.role));
}

}  // namespace

void check_mandatory_roles(const DecodeInput& input, const Node& active, Diagnostics& diagnostics) {
  for (const model::Substitution& role : input.roles) check_role(role, input, active, diagnostics);
}

void take_choices(std::vector<model::Substitution>& roles,
                  const std::vector<model::Substitution>& chosen) {
  for (model::Substitution& role : roles) {
    role.chosen = role.default_choice;
    const auto known = std::find_if(chosen.begin(), chosen.end(), [&role](const auto& other) {
      return other.role == role.role && role.find(other.chosen) != nullptr;
    });
    if (known == chosen.end()) continue;
    role.chosen = known->chosen;
    role.chosen_by = known->chosen_by;
    role.chosen_variable = known->chosen_variable;
    role.chosen_at = known->chosen_at;
  }
}

}  // namespace devstack::load

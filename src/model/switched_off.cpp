#include "devstack/model/switched_off.hpp"

#include <algorithm>

namespace devstack::model {
namespace {

bool has(const Choice& choice, std::string_view service) {
  return std::any_of(choice.services.begin(), choice.services.end(),
                     [service](const auto& own) { return own.value == service; });
}

}  // namespace

std::string why_switched_off(const std::vector<Substitution>& roles, std::string_view service) {
  for (const Substitution& role : roles) {
    const Choice* const taken = role.taken();
    if (taken == nullptr || has(*taken, service)) continue;
    const bool of_another =
        std::any_of(role.choices.begin(), role.choices.end(),
                    [service](const Choice& choice) { return has(choice, service); });
    if (of_another) return taken->name + " is chosen for " + role.role;
  }
  return {};
}

}  // namespace devstack::model

#include "load/switch_services.hpp"

#include <algorithm>

namespace devstack::load {
namespace {

bool any_selected(const model::Choice& choice, const std::set<std::string>& selected) {
  return std::any_of(choice.services.begin(), choice.services.end(),
                     [&selected](const auto& service) { return selected.contains(service.value); });
}

bool counts(const model::Substitution& role, const std::set<std::string>& selected) {
  if (is_made(role)) return true;
  const bool wanted =
      std::any_of(role.choices.begin(), role.choices.end(),
                  [&selected](const auto& choice) { return any_selected(choice, selected); });
  if (wanted) return true;
  const model::Choice* const usual = role.find(role.default_choice);
  return role.chosen_by == model::ChosenBy::kVariable && usual != nullptr &&
         usual->services.empty();
}

}  // namespace

bool is_made(const model::Substitution& role) {
  return role.chosen_by == model::ChosenBy::kProfile || role.chosen_by == model::ChosenBy::kOption;
}

SwitchedServices switched_services(const std::vector<model::Substitution>& roles,
                                   const std::set<std::string>& selected) {
  SwitchedServices result;
  std::set<std::string> taken_services;
  for (const model::Substitution& role : roles) {
    const model::Choice* const taken = role.taken();
    if (taken == nullptr) continue;
    for (const auto& service : taken->services) taken_services.insert(service.value);
    if (!counts(role, selected)) continue;
    for (const auto& service : taken->services) result.on.insert(service.value);
  }
  for (const model::Substitution& role : roles) {
    if (role.taken() == nullptr) continue;
    for (const model::Choice& choice : role.choices) {
      for (const auto& service : choice.services) {
        if (!taken_services.contains(service.value)) result.off.insert(service.value);
      }
    }
  }
  return result;
}

}  // namespace devstack::load

#include "cli/show/choice_cost.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "devstack/base/units.hpp"

namespace devstack::cli {

bool takes_part(const model::Substitution& role, const model::Stack& stack) {
  const model::Choice* const taken = role.taken();
  if (taken == nullptr) return false;
  return taken->services.empty() ||
         std::any_of(taken->services.begin(), taken->services.end(), [&stack](const auto& service) {
           return stack.services.contains(service.value);
         });
}

std::int64_t extra_memory(const model::Substitution& role, const model::Stack& stack) {
  const model::Choice* const taken = role.taken();
  if (taken == nullptr || !taken->memory || !takes_part(role, stack)) return 0;
  std::int64_t declared = 0;
  for (const auto& name : taken->services) {
    const auto service = stack.services.find(name.value);
    if (service == stack.services.end() || !service->second.extension.budget) continue;
    declared += service->second.extension.budget->memory.value_or(0) * service->second.scale;
  }
  return std::max<std::int64_t>(0, *taken->memory - declared);
}

std::vector<std::string> taken_choices(const model::Stack& stack) {
  std::vector<std::string> choices;
  for (const model::Substitution& role : stack.extension.substitutions) {
    if (takes_part(role, stack)) choices.push_back(role.role + "=" + role.chosen);
  }
  return choices;
}

std::optional<std::chrono::milliseconds> slowest_choice(const model::Stack& stack) {
  std::optional<std::chrono::milliseconds> slowest;
  for (const model::Substitution& role : stack.extension.substitutions) {
    const model::Choice* const taken = role.taken();
    if (taken == nullptr || !taken->startup || !takes_part(role, stack)) continue;
    slowest = std::max(slowest.value_or(*taken->startup), *taken->startup);
  }
  return slowest;
}

std::vector<std::string> cheaper_choices(const model::Stack& stack) {
  std::vector<std::string> cheaper;
  for (const model::Substitution& role : stack.extension.substitutions) {
    const model::Choice* const taken = role.taken();
    if (taken == nullptr || !taken->memory || !takes_part(role, stack)) continue;
    for (const model::Choice& choice : role.choices) {
      if (!choice.memory || *choice.memory >= *taken->memory) continue;
      cheaper.push_back(fmt::format("{}={} {} instead of {} {}", role.role, choice.name,
                                    format_bytes(*choice.memory), taken->name,
                                    format_bytes(*taken->memory)));
    }
  }
  return cheaper;
}

}  // namespace devstack::cli

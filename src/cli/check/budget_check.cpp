#include "cli/check/budget_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "cli/show/choice_cost.hpp"
#include "devstack/base/text.hpp"
#include "devstack/base/units.hpp"

namespace devstack::cli {
namespace {

constexpr std::size_t kShownServices = 5;

std::string largest_by_memory(const model::Stack& stack) {
  std::vector<std::pair<std::int64_t, std::string>> needs;
  for (const auto& [name, service] : stack.services) {
    const auto& budget = service.extension.budget;
    if (budget && budget->memory) needs.emplace_back(*budget->memory * service.scale, name);
  }
  std::sort(needs.begin(), needs.end(), std::greater<>());
  if (needs.size() > kShownServices) needs.resize(kShownServices);
  std::vector<std::string> shown;
  for (const auto& [memory, name] : needs) {
    shown.push_back(fmt::format("{} {}", name, format_bytes(memory)));
  }
  return join(shown, ", ");
}

/// "llm=ollama 4 GiB": what choices cost beside the budgets of their services.
std::string costs_of_choices(const model::Stack& stack) {
  std::vector<std::string> shown;
  for (const model::Substitution& role : stack.extension.substitutions) {
    const std::int64_t memory = extra_memory(role, stack);
    if (memory == 0) continue;
    shown.push_back(fmt::format("{}={} {}", role.role, role.chosen, format_bytes(memory)));
  }
  return join(shown, ", ");
}

}  // namespace

BudgetSum sum_budgets(const model::Stack& stack) {
  BudgetSum sum;
  for (const auto& [name, service] : stack.services) {
    if (!service.extension.budget) continue;
    const model::Budget& budget = *service.extension.budget;
    sum.memory += budget.memory.value_or(0) * service.scale;
    sum.cpus += budget.cpus.value_or(0) * static_cast<double>(service.scale);
    sum.storage += budget.storage.value_or(0) * service.scale;
  }
  for (const model::Substitution& role : stack.extension.substitutions) {
    sum.memory += extra_memory(role, stack);
  }
  return sum;
}

std::optional<Error> budget_excess(const model::Stack& stack) {
  if (!stack.extension.budget) return std::nullopt;
  const model::Budget& allowed = *stack.extension.budget;
  const BudgetSum sum = sum_budgets(stack);
  std::vector<std::string> exceeded;
  if (allowed.memory && sum.memory > *allowed.memory) {
    exceeded.push_back(fmt::format("{} of memory, of {}", format_bytes(sum.memory),
                                   format_bytes(*allowed.memory)));
  }
  // Sums of decimal fractions are not exact.
  if (allowed.cpus && sum.cpus > *allowed.cpus + 1e-6) {
    exceeded.push_back(fmt::format("{:.4g} cpus, of {:.4g}", sum.cpus, *allowed.cpus));
  }
  if (allowed.storage && sum.storage > *allowed.storage) {
    exceeded.push_back(fmt::format("{} of storage, of {}", format_bytes(sum.storage),
                                   format_bytes(*allowed.storage)));
  }
  if (exceeded.empty()) return std::nullopt;
  Error error(
      ExitCode::kConflict, "DS2108",
      fmt::format("the services ask for more than the budget of profile {}: {}",
                  join(stack.profiles, "+"), join(exceeded, "; ")),
      "take a larger profile (devstack profiles), choose fewer services, or raise `budget`");
  const std::string largest = largest_by_memory(stack);
  if (!largest.empty()) error.add_detail("memory  " + largest);
  const std::string choices = costs_of_choices(stack);
  if (!choices.empty()) error.add_detail("choices " + choices);
  for (const std::string& cheaper : cheaper_choices(stack)) {
    error.add_detail("cheaper --use " + cheaper);
  }
  if (allowed.span.known()) error.add_detail("budget  " + allowed.span.to_string());
  return error;
}

std::string budget_report(const model::Stack& stack, Duration took) {
  if (!stack.extension.budget) return {};
  const model::Budget& allowed = *stack.extension.budget;
  std::vector<std::string> parts;
  if (allowed.memory) {
    parts.push_back(fmt::format("memory {} of {}", format_bytes(sum_budgets(stack).memory),
                                format_bytes(*allowed.memory)));
  }
  if (allowed.startup) {
    parts.push_back(fmt::format("start-up {} of {}{}", format_duration(took),
                                format_duration(*allowed.startup),
                                took > *allowed.startup ? ": too slow" : ""));
  }
  return join(parts, ", ");
}

}  // namespace devstack::cli

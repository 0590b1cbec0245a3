// Declared budgets of services, summed up and held against what the profile allows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "devstack/base/clock.hpp"
#include "devstack/base/error.hpp"
#include "devstack/model/stack.hpp"

namespace devstack::cli {

/// What the active services declare, each as often as it is scaled. Jobs count: they run beside
/// what they depend on. A role's choice adds what it costs beyond its own services' budgets.
struct BudgetSum {
  std::int64_t memory = 0;  ///< bytes
  double cpus = 0;
  std::int64_t storage = 0;  ///< bytes
};
[[nodiscard]] BudgetSum sum_budgets(const model::Stack& stack);

/// An error (DS2108, exit 6) when the services declare more than the profile's budget allows; names
/// the largest ones. Empty without such a budget.
[[nodiscard]] std::optional<Error> budget_excess(const model::Stack& stack);

/// "memory 432 MiB of 512 MiB, start-up 3.9s of 30s" after a run that took `took`; empty without a
/// budget of the profile.
[[nodiscard]] std::string budget_report(const model::Stack& stack, Duration took);

}  // namespace devstack::cli

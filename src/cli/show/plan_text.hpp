// A plan for people: by tier, what happens to each service and why.
#pragma once

#include <string>

#include "devstack/base/value.hpp"
#include "devstack/model/stack.hpp"
#include "devstack/reconcile/plan.hpp"
#include "devstack/ui/renderer.hpp"

namespace devstack::cli {

/// What a plan does to one service: the sum of its steps.
enum class Change { kUnchanged, kCreate, kRecreate, kStart, kRun, kWait, kRemove, kSkip };

struct ServicePlan {
  std::string service;
  Change change = Change::kUnchanged;
  std::string cause, where;
};

/// In the order of the tiers; orphans last.
[[nodiscard]] std::vector<ServicePlan> plan_by_service(const model::Stack& stack,
                                                       const reconcile::Plan& plan);

/// Ends with a line that counts: "plan: 2 to create, 1 to recreate, 5 unchanged".
[[nodiscard]] std::string plan_text(const model::Stack& stack, const reconcile::Plan& plan,
                                    const ui::Terminal& terminal);

/// "schema": "devstack.plan/1".
[[nodiscard]] Value plan_json(const model::Stack& stack, const reconcile::Plan& plan);

}  // namespace devstack::cli

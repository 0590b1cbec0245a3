// One row of `health` for a host process.
#pragma once

#include "cli/check/health_check.hpp"
#include "cli/project/engine_session.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::cli {

/// Probes it once, where it runs. All references outlive the task.
[[nodiscard]] Task<HealthRow> judge_process(EngineSession& engine, const model::Service& service,
                                            reconcile::ObservedProcess process);

}  // namespace devstack::cli

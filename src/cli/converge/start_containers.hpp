// Containers that exist run (again): `start`, `restart`, and what `watch` restarts.
#pragma once

#include "cli/context.hpp"
#include "cli/converge/converge.hpp"
#include "cli/project/engine_session.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::cli {

using StartPlanner = reconcile::Plan (*)(const model::Stack&, const reconcile::Observed&,
                                         const reconcile::UpOptions&);

/// Locks the project and does what `make_plan` says. Throws Error DS3114 when nothing exists.
[[nodiscard]] Task<ExitCode> start_containers(const CommandContext& context, EngineSession& engine,
                                              const model::Stack& stack, StartPlanner make_plan,
                                              WayUp way);

}  // namespace devstack::cli

// What every command that changes the project begins with: connect, lock, look.
#pragma once

#include "cli/context.hpp"
#include "cli/project/engine_session.hpp"
#include "devstack/host/state_store.hpp"
#include "devstack/reconcile/observed.hpp"

namespace devstack::cli {

struct LockedProject {
  ProjectOnEngine project;
  host::ProjectLock lock;
  reconcile::Observed observed;
};

/// Waits for what a run that was cut off left in the engine's hands.
[[nodiscard]] Task<LockedProject> lock_project(const CommandContext& context, EngineSession& engine,
                                               const model::Stack& stack,
                                               reconcile::ObserveRequest request);

}  // namespace devstack::cli

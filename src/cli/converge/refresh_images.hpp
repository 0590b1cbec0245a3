// Before a plan is made: the images that --build, --pull or a pull_policy want anew although
// containers of them exist. Whether those containers are still current is known only afterwards.
#pragma once

#include <optional>

#include "cli/context.hpp"
#include "cli/project/engine_session.hpp"
#include "devstack/reconcile/observed.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::cli {

/// Pulls and builds them and looks again: `observed` and `options.refreshed` are as they are then.
/// The exit code where that failed, which has been told; empty otherwise. `verb` is what the user
/// called.
[[nodiscard]] Task<std::optional<ExitCode>> refresh_images(
    const CommandContext& context, EngineSession& engine, ProjectOnEngine& project,
    const model::Stack& stack, reconcile::ObserveRequest request, std::string verb,
    reconcile::Observed& observed, reconcile::UpOptions& options);

}  // namespace devstack::cli

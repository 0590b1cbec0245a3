// Taking a project down: what `down` and `reset` share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "cli/project/engine_session.hpp"
#include "devstack/base/error.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::cli {

/// Plans and runs the way down. kOk also when there was nothing to do.
[[nodiscard]] Task<ExitCode> take_down(const CommandContext& context, EngineSession& engine,
                                       ProjectOnEngine& project, const model::Stack& stack,
                                       const reconcile::Observed& observed,
                                       reconcile::DownOptions options, std::string verb);

/// The words for a plan that only stops and removes.
struct WayDown {
  std::string verb;     ///< what the user called
  std::string nothing;  ///< "nothing of shop is there"
  std::string done;     ///< "removed 3 containers"
  std::string remark;   ///< said after the time; may be empty
  std::string failed;   ///< "not everything could be removed"
};

/// Runs such a plan and says how it ended. kOk also when there was nothing to do.
[[nodiscard]] Task<ExitCode> carry_out(const CommandContext& context, EngineSession& engine,
                                       ProjectOnEngine& project, const model::Stack& stack,
                                       const reconcile::Observed& observed,
                                       const reconcile::Plan& plan, WayDown way);

/// Where the last run was cut off, waits until the engine has carried out what it was asked for, so
/// that what is observed next is all there is. Says so on standard error.
[[nodiscard]] Task<void> let_cut_off_run_settle(EngineSession& engine,
                                                const ProjectOnEngine& project,
                                                const model::Stack& stack);

/// The engine measures a volume by walking through its files, and all volumes that it has at once.
enum class Sizes { kShown, kLeftOut };
/// A table of volumes that are about to be deleted, with ages and, where somebody is going to be
/// asked, sizes: "?" where the engine does not know them within three seconds.
[[nodiscard]] Task<std::string> describe_volumes(EngineSession& engine,
                                                 std::vector<reconcile::ObservedVolume> volumes,
                                                 Sizes sizes);

/// Names in the engine.
[[nodiscard]] std::vector<std::string> names_of(
    const std::vector<reconcile::ObservedVolume>& volumes);

}  // namespace devstack::cli

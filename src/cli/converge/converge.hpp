// `up` as a list of passes; also what `reset` ends with.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "cli/context.hpp"
#include "cli/parse/options.hpp"
#include "cli/project/engine_session.hpp"
#include "devstack/base/error.hpp"
#include "devstack/reconcile/executor.hpp"
#include "devstack/reconcile/planner.hpp"

namespace devstack::cli {

[[nodiscard]] reconcile::UpOptions up_options(const GlobalOptions& global,
                                              const UpArguments& arguments);

/// Throws UsageError for a service of --mock that has no `mock:` block.
void check_mocks(const model::Stack& stack, const std::vector<std::string>& services);

/// --scale. Throws UsageError for a service that is not active.
void apply_scale(model::Stack& stack, const std::map<std::string, int>& scale);

/// Locks the project, observes, checks, plans, executes and says how it ended. The lock must not be
/// held by the caller unless it passes it on. `verb` is what the user called.
[[nodiscard]] Task<ExitCode> converge(const CommandContext& context, EngineSession& engine,
                                      ProjectOnEngine& project, const model::Stack& stack,
                                      const UpArguments& arguments, SteadyTime began,
                                      std::string verb);

/// What the user calls to run jobs.
inline constexpr char kRunJobs[] = "job run";

/// The same in the midst of a restore, which is what is unfinished; `converge` refuses that
/// (DS5010).
[[nodiscard]] Task<ExitCode> converge_unfinished(const CommandContext& context,
                                                 EngineSession& engine, ProjectOnEngine& project,
                                                 const model::Stack& stack,
                                                 const UpArguments& arguments, SteadyTime began,
                                                 std::string verb);

/// How a plan that starts containers is carried out.
struct WayUp {
  reconcile::UpOptions options;
  std::string verb;  ///< what the user called
  SteadyTime began;
  reconcile::OnFailure on_failure = reconcile::OnFailure::kStop;
  std::optional<std::chrono::seconds> deadline{};
  std::string reached = "ready";  ///< what is said of a success
  enum class End { kSummary, kSilent };
  End end = End::kSummary;  ///< whether a success is summed up
};

/// Looks for images that cannot come and for port and subnet conflicts, executes and says how it
/// ended. The lock is the caller's.
[[nodiscard]] Task<ExitCode> carry_out(const CommandContext& context, EngineSession& engine,
                                       ProjectOnEngine& project, const model::Stack& stack,
                                       const reconcile::Observed& observed,
                                       const reconcile::Plan& plan, WayUp way);

}  // namespace devstack::cli

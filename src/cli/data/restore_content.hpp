// Content of volumes replaced, with a way back at every moment: what `snapshot restore` and
// `restore` share.
#pragma once

#include <string>
#include <vector>

#include "cli/data/data_work.hpp"
#include "cli/parse/options.hpp"
#include "devstack/data/job_marks.hpp"
#include "devstack/data/journal.hpp"

namespace devstack::cli {

/// Engine names of the volumes of the stack with these keys. Throws Error DS5014 for one that
/// exists and is not this project's, or is external.
[[nodiscard]] std::vector<std::string> own_targets(const model::Stack& stack,
                                                   const reconcile::Observed& observed,
                                                   const std::vector<std::string>& keys);

/// Makes those of the volumes that do not exist, as `up` would, and looks again.
[[nodiscard]] Task<void> make_missing_volumes(const DataWork& work, std::vector<std::string> keys);

/// Writes down which jobs hold for the content that the volumes (engine names) have now.
void settle_jobs(const DataWork& work, const data::JobMarks& marks,
                 const std::vector<std::string>& volumes);

/// `devstack snapshot restore NAME`.
[[nodiscard]] Task<ExitCode> restore_snapshot(const CommandContext& context, EngineSession& engine,
                                              const model::Stack& stack,
                                              const SnapshotArguments& arguments);

}  // namespace devstack::cli

// What `up` stays for once everything runs: logs, failures told as they happen, watched files, the
// first end that ends it all. `up --follow` and Docker Compose's attached `up`.
#pragma once

#include <optional>
#include <set>
#include <string>

#include "cli/context.hpp"
#include "cli/parse/options.hpp"
#include "devstack/base/clock.hpp"
#include "devstack/base/error.hpp"
#include "devstack/load/loader.hpp"

namespace devstack::cli {

/// `up` stays: --follow, or an option that makes sense only so.
[[nodiscard]] bool stays(const UpArguments& arguments);

/// Services whose logs are shown. As in Docker Compose: those of --attach, else what was asked for
/// (with --attach-dependencies also what that requires) unless it says `attach: false`; never
/// those of --no-attach. Throws UsageError for names that are not active.
[[nodiscard]] std::set<std::string> attached_services(const model::Stack& stack,
                                                      const UpArguments& arguments);

/// Throws UsageError for names that are not active, and for --watch with nothing to watch.
void check_following(const load::Loaded& loaded, const UpArguments& arguments);

/// Shows what is written from `since` on. With --abort-on-… it resumes after the first end that
/// counts, when everything has been stopped, with the code that Docker Compose would exit with.
[[nodiscard]] ExitCode follow_up(const CommandContext& context, const load::Loaded& loaded,
                                 const UpArguments& arguments, SystemTime since);

/// Stops everything. The code of the service that --exit-code-from names, else `otherwise`.
[[nodiscard]] ExitCode stop_after(const CommandContext& context, const load::Loaded& loaded,
                                  const UpArguments& arguments, ExitCode otherwise);

}  // namespace devstack::cli

// Changed files into containers, as long as the user wants: what `watch` and `up --watch` share.
#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"
#include "cli/project/engine_session.hpp"
#include "devstack/load/loader.hpp"
#include "devstack/watch/changes.hpp"

namespace devstack::cli {

struct WatchRun {
  const CommandContext& context;
  EngineSession& engine;
  ProjectOnEngine& project;
  const load::Loaded& loaded;
  std::vector<watch::Matcher> matchers;
  bool prune = true;   ///< images that a rebuild leaves without a name
  bool quiet = false;  ///< rebuilds show failures only
};

/// Copies what rules with `initial_sync` name, then does what changes ask for. Never resumes: a
/// copy, a build or a command that fails is told and tried again with the next change. The caller
/// ends it by destroying the task; while something is rebuilt, a signal throws Interrupted.
[[nodiscard]] Task<void> watch_files(WatchRun run);

}  // namespace devstack::cli

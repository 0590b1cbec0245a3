// The logs of a project's containers and processes as one stream, to their end or as long as
// anything may come: across restarts, recreated containers and ones that are scaled up later.
#pragma once

#include <functional>
#include <string>

#include "cli/logs/log_lines.hpp"
#include "cli/project/engine_session.hpp"
#include "devstack/engine/client.hpp"
#include "devstack/host/state_store.hpp"

namespace devstack::cli {

struct LogView {
  LogStyle style;
  bool prefix = true;
  std::function<bool(const std::string& service)> wanted;
  int index = 0;  ///< only containers of this number; 0: all
  /// Bounds and tail of what is there at the begin; a container that comes later is shown whole.
  engine::LogRequest request;
  /// With request.follow: each event of the project's containers; for whoever explains them.
  std::function<void(const engine::EngineEvent&)> on_event{};
};

/// Writes to stdout. Resumes when all logs have ended; with `request.follow` never: it waits for
/// events, and nothing wakes it in between. kNothingRuns: there was no log at all. Connected
/// before.
[[nodiscard]] Task<ExitCode> show_logs(EngineSession& engine, const model::Stack& stack,
                                       const host::StateStore& state, LogView view);

}  // namespace devstack::cli

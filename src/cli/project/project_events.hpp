// The engine's events about one project's containers, across connections that break.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "devstack/engine/client.hpp"
#include "devstack/io/loop.hpp"

namespace devstack::cli {

struct EventListener {
  /// Each time the engine begins to tell: once at first, again after each connection that broke.
  /// What happened in between is not told; whoever needs it looks now.
  std::function<void()> accepted;
  engine::Client::EventSink event;
};

/// Only these actions ("die"). Never resumes: throws what the first subscription is refused with,
/// and the last failure once the engine has stayed away for half a minute. The loop's thread.
[[nodiscard]] Task<void> follow_project_events(io::Loop& loop, engine::Client& client,
                                               std::string project,
                                               std::vector<std::string> actions,
                                               EventListener listener);

}  // namespace devstack::cli

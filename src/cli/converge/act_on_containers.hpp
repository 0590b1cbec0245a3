// One call of the engine for each of some containers, side by side: kill, pause, unpause.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "cli/project/engine_session.hpp"
#include "devstack/base/error.hpp"

namespace devstack::cli {

struct ContainerAct {
  std::string what;     ///< "paused": said of each container
  std::string nothing;  ///< said when there is none
  std::function<Task<void>(engine::Client& client, std::string id)> call;
};

/// Takes no lock: nothing is made or removed, and what hangs in another command must be within
/// reach. Throws what the calls throw, after all of them have ended.
[[nodiscard]] Task<ExitCode> act_on(const CommandContext& context, EngineSession& engine,
                                    std::vector<engine::ContainerSummary> containers,
                                    ContainerAct act);

}  // namespace devstack::cli

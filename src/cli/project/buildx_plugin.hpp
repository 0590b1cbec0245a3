// Where Docker's buildx plugin is, if it is anywhere.
#pragma once

#include <functional>
#include <string>

#include "devstack/load/loader.hpp"

namespace devstack::cli {

/// Its absolute path, looked for where the docker command looks for plugins; empty when it is not
/// there, or DOCKER_BUILDKIT=0 asks for the engine's own builder. `config_json`: text of Docker's
/// config.json. `is_program`: whether a path can be executed.
[[nodiscard]] std::string find_buildx(const load::Environment& environment,
                                      const std::string& config_json,
                                      const std::function<bool(const std::string&)>& is_program);

}  // namespace devstack::cli

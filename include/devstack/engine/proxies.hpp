// Proxies of Docker's own configuration, which its tools hand on to containers and builds.
#pragma once

#include <map>
#include <string>

namespace devstack::engine {

/// Variables such as HTTP_PROXY and http_proxy, from `proxies` in the text of Docker's config.json:
/// those of the engine's address (as DOCKER_HOST has it), else those of "default".
[[nodiscard]] std::map<std::string, std::string> configured_proxies(const std::string& config_json,
                                                                    const std::string& host);

}  // namespace devstack::engine

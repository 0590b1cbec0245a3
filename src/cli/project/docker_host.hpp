// Which engine is meant: -H, DOCKER_HOST, the Docker context, the usual socket.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "devstack/load/loader.hpp"

namespace devstack::cli {

using ReadFile = std::function<std::optional<std::string>(const std::string&)>;

/// Folder of Docker's own configuration: DOCKER_CONFIG, else ~/.docker; empty without a home.
[[nodiscard]] std::string docker_config_folder(const load::Environment& environment);

/// An address for engine::parse_host. Throws UsageError for a context that does not exist.
[[nodiscard]] std::string docker_host(const std::string& host_option,
                                      const load::Environment& environment, const ReadFile& read);

}  // namespace devstack::cli

// `devstack-mock --reach MILLISECONDS HOST:PORT…`: which servers a container reaches, asked from
// inside its network.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace devstack::mock {

/// A line for each address, in their order: "ok 3 db:5432", or "failed 1000 db:5432 REASON"; the
/// number is milliseconds. All are tried at once. Throws ConfigError for what is no host and port.
[[nodiscard]] std::string reach_report(const std::vector<std::string>& addresses,
                                       std::chrono::milliseconds timeout);

}  // namespace devstack::mock

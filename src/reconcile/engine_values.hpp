// What containers and builds both ask of the engine, in its own notation.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "devstack/base/value.hpp"
#include "devstack/model/service.hpp"

namespace devstack::reconcile {

/// A list of {Name, Soft, Hard}; null where there are none. Source: HostConfig.Ulimits of the
/// Engine API, which its builder takes as well.
[[nodiscard]] Value ulimits_value(const std::map<std::string, model::Ulimit, std::less<>>& ulimits);

/// Each as "name:address", which the engine wants; a file may write '=' as well.
[[nodiscard]] std::vector<std::string> hosts_with_colons(std::vector<std::string> hosts);

}  // namespace devstack::reconcile

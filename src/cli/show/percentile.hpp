// Of measured times.
#pragma once

#include <vector>

#include "devstack/base/clock.hpp"

namespace devstack::cli {

/// Nearest rank: the least value that `percent` of all do not exceed; zero of nothing.
[[nodiscard]] Duration percentile(std::vector<Duration> times, int percent);

}  // namespace devstack::cli

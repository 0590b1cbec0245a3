#include "cli/show/percentile.hpp"

#include <algorithm>
#include <cstddef>

namespace devstack::cli {

Duration percentile(std::vector<Duration> times, int percent) {
  if (times.empty()) return Duration::zero();
  std::sort(times.begin(), times.end());
  const std::size_t rank = (times.size() * static_cast<std::size_t>(percent) + 99) / 100;
  return times[std::clamp<std::size_t>(rank, 1, times.size()) - 1];
}

}  // namespace devstack::cli

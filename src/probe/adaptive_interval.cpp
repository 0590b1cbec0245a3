// The pause between tries: short while a fast service may come up, long enough later that waiting
// costs nothing.
#include <algorithm>
#include <cmath>

#include "devstack/probe/prober.hpp"

namespace devstack::probe {

Duration adaptive_interval(std::size_t n) {
  constexpr double kFirstMs = 20;
  constexpr double kGrowth = 1.25;
  constexpr double kLongestMs = 1000;
  const double tries = static_cast<double>(std::clamp<std::size_t>(n, 1, 64) - 1);
  const double pause = std::min(kFirstMs * std::pow(kGrowth, tries), kLongestMs);
  return Duration(std::lround(pause));
}

}  // namespace devstack::probe

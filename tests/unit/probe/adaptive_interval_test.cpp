// The pauses that a wait makes between its tries.
#include <gtest/gtest.h>

#include "devstack/probe/prober.hpp"

namespace devstack::probe {
namespace {

TEST(AdaptiveInterval, StartsAt20MsAndEndsAt1S) {
  struct Case {
    std::size_t n;
    int milliseconds;
  };
  for (const Case& c : {Case{0, 20},
                        {1, 20},
                        {2, 25},
                        {3, 31},
                        {18, 888},
                        {19, 1000},
                        {64, 1000},
                        {1'000'000, 1000}}) {
    EXPECT_EQ(adaptive_interval(c.n), Duration(c.milliseconds)) << "try " << c.n;
  }
}

TEST(AdaptiveInterval, GrowsUntilItIsLongest) {
  for (std::size_t n = 2; n < 20; ++n) {
    EXPECT_GT(adaptive_interval(n), adaptive_interval(n - 1)) << "try " << n;
  }
}

}  // namespace
}  // namespace devstack::probe

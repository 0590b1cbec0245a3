// Nearest rank.
#include "cli/show/percentile.hpp"

#include <gtest/gtest.h>

namespace devstack::cli {
namespace {

TEST(Percentile, NearestRank) {
  std::vector<Duration> times;
  for (int i = 20; i >= 1; --i) times.emplace_back(i);
  EXPECT_EQ(percentile(times, 50), Duration{10});
  EXPECT_EQ(percentile(times, 95), Duration{19});
  EXPECT_EQ(percentile(times, 100), Duration{20});
  EXPECT_EQ(percentile({Duration{7}}, 50), Duration{7});
  EXPECT_EQ(percentile({}, 95), Duration{0});
}

}  // namespace
}  // namespace devstack::cli

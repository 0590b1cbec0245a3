#include "host/restart_policy.hpp"

#include <gtest/gtest.h>

namespace devstack::host {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;

TEST(RestartPolicy, TheRuleDecidesWhatIsStartedAgain) {
  EXPECT_FALSE(RestartPolicy(RestartRule::kNo).after_end(1, 0ms));
  EXPECT_FALSE(RestartPolicy(RestartRule::kOnFailure).after_end(0, 0ms));
  EXPECT_TRUE(RestartPolicy(RestartRule::kOnFailure).after_end(1, 0ms));
  EXPECT_TRUE(RestartPolicy(RestartRule::kAlways).after_end(0, 0ms));
}

TEST(RestartPolicy, PausesDoubleUpToHalfAMinute) {
  RestartPolicy policy(RestartRule::kAlways);
  Duration before{0};
  for (const Duration expected : {500ms, 1000ms, 2000ms, 4000ms, 8000ms, 16000ms, 30000ms}) {
    EXPECT_EQ(policy.after_end(1, 0ms), expected);
    EXPECT_GT(expected, before);
    before = expected;
  }
  EXPECT_EQ(policy.after_end(1, 0ms), Duration(30s));
}

TEST(RestartPolicy, ALongRunMakesTheNextPauseShort) {
  RestartPolicy policy(RestartRule::kAlways);
  for (int i = 0; i < 5; ++i) static_cast<void>(policy.after_end(1, 0ms));
  EXPECT_EQ(policy.after_end(1, 30s), Duration(500ms));
  EXPECT_EQ(policy.after_end(1, 29s), Duration(1000ms));
}

}  // namespace
}  // namespace devstack::host

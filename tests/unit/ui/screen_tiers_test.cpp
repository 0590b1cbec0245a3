// Rows of tiers in three densities.
#include <gtest/gtest.h>

#include "ui/screen.hpp"
#include "unit/ui/scenes.hpp"

namespace devstack::ui {
namespace {

using namespace testing;

std::string text_of(const ProgressState& state, SteadyTime now, Density density) {
  std::string text;
  for (const auto& line : tier_lines(state, now, 60, density)) {
    text += to_bytes(line, 60, Color::kNever) + "\n";
  }
  return text;
}

ProgressState half_way() {
  ProgressState state;
  for (const auto& timed : warming_api()) apply(state, timed.event, SteadyTime{} + timed.at);
  return state;
}

constexpr SteadyTime kNow = SteadyTime{} + Duration{3900};

TEST(TierLines, FullNamesEveryService) {
  EXPECT_EQ(text_of(half_way(), kNow, Density::kFull),
            "tier 1  ● db 0.9s   ● redis 0.2s                        0.9s\n"
            "tier 2  ◆ migrate 0.7s   ◆ seed unchanged               1.6s\n"
            "tier 3  ○ web\n"
            "        ◐ api 2.2s  http :8080/health 503 {\"db\":\"warming\"} …\n"
            "        ▲ llm 0.3s mock  gpu: needs 8 GiB, none found\n");
}

TEST(TierLines, CountsOfSettledTiers) {
  EXPECT_EQ(text_of(half_way(), kNow, Density::kTierLines),
            "tier 1  ● 2 ready                                       0.9s\n"
            "tier 2  ◆ 1 done   ◆ 1 unchanged                        1.6s\n"
            "tier 3  ○ web\n"
            "        ◐ api 2.2s  http :8080/health 503 {\"db\":\"warming\"} …\n"
            "        ▲ llm 0.3s mock  gpu: needs 8 GiB, none found\n");
}

TEST(TierLines, MergedIntoBeforeAndLater) {
  ProgressState state;
  apply(state, shop(), SteadyTime{});
  apply(state, change("db", ServiceState::kReady), SteadyTime{});
  apply(state, change("redis", ServiceState::kReady), SteadyTime{});
  apply(state, change("migrate", ServiceState::kPulling), SteadyTime{});
  apply(state, TransferProgress{"migrate", 1 << 20, 4 << 20, ""}, SteadyTime{});
  EXPECT_EQ(text_of(state, SteadyTime{} + Duration{1000}, Density::kMerged),
            "before  ● 2 ready\n"
            "tier 2  ○ seed\n"
            "        ◌ migrate 1.0s  pulling  1 MiB of 4 MiB\n"
            "later   ○ 3 waiting\n");
}

}  // namespace
}  // namespace devstack::ui

// The fold of events.
#include "ui/progress_state.hpp"

#include <gtest/gtest.h>

#include "unit/ui/scenes.hpp"

namespace devstack::ui {
namespace {

using namespace testing;

SteadyTime at(int milliseconds) { return SteadyTime{} + Duration{milliseconds}; }

TEST(ProgressState, TiersFollowTheirServices) {
  ProgressState state;
  apply(state, shop(), at(0));
  ASSERT_EQ(state.tiers.size(), 3U);
  EXPECT_EQ(state.tiers[0].label, "tier 1");
  EXPECT_FALSE(has_begun(state.tiers[0]));
  apply(state, change("db", ServiceState::kStarting), at(100));
  EXPECT_TRUE(has_begun(state.tiers[0]));
  EXPECT_FALSE(is_settled(state.tiers[0]));
  apply(state, change("db", ServiceState::kReady), at(400));
  apply(state, change("redis", ServiceState::kReady), at(500));
  EXPECT_TRUE(is_settled(state.tiers[0]));
  EXPECT_EQ(*state.tiers[0].ended - *state.tiers[0].began, Duration{400});
}

TEST(ProgressState, TimesWhatTheEventDoesNotTell) {
  ProgressState state;
  apply(state, shop(), at(0));
  apply(state, change("db", ServiceState::kCreating), at(100));
  apply(state, change("db", ServiceState::kReady), at(350));
  EXPECT_EQ(*state.service("db").took, Duration{250});
}

TEST(ProgressState, AnUnknownServiceGetsATierOfItsOwn) {
  ProgressState state;
  apply(state, shop(), at(0));
  apply(state, change("orphan", ServiceState::kRemoved), at(1));
  apply(state, change("orphan", ServiceState::kRemoved), at(2));
  ASSERT_EQ(state.tiers.size(), 4U);
  EXPECT_EQ(state.tiers.back().label, "others");
  EXPECT_EQ(state.tiers.back().services.size(), 1U);
}

TEST(ProgressState, TransferBelongsToItsState) {
  ProgressState state;
  apply(state, shop(), at(0));
  apply(state, change("db", ServiceState::kPulling), at(0));
  apply(state, TransferProgress{"db", 1, 2, ""}, at(1));
  EXPECT_EQ(state.service("db").transfer.total_bytes, 2);
  apply(state, change("db", ServiceState::kCreating), at(2));
  EXPECT_EQ(state.service("db").transfer.total_bytes, 0);
}

TEST(ProgressState, ANewRunForgetsTheOld) {
  ProgressState state;
  apply(state, shop(), at(0));
  apply(state, api_not_ready(), at(1));
  apply(state, shop(), at(2));
  EXPECT_TRUE(state.failures.empty());
  EXPECT_EQ(state.began, at(2));
}

TEST(ProgressState, AFallbackIsRemembered) {
  ProgressState state;
  apply(state, shop(), at(0));
  auto starting = change("db", ServiceState::kStarting);
  starting.implementation = Implementation::kStandIn;
  apply(state, starting, at(0));
  apply(state, change("db", ServiceState::kReady), at(1));
  EXPECT_EQ(state.service("db").implementation, Implementation::kStandIn);
}

}  // namespace
}  // namespace devstack::ui

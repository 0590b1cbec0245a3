#include "devstack/base/restart_rule.hpp"

#include <gtest/gtest.h>

namespace devstack {
namespace {

TEST(RestartRule, EachHasAWordOfItsOwn) {
  EXPECT_EQ(word(RestartRule::kOnFailure), "on-failure");
  for (const auto rule : {RestartRule::kNo, RestartRule::kOnFailure, RestartRule::kAlways}) {
    EXPECT_EQ(parse_restart_rule(word(rule)), rule) << word(rule);
  }
  EXPECT_EQ(parse_restart_rule("sometimes"), std::nullopt);
  EXPECT_EQ(parse_restart_rule(""), std::nullopt);
}

}  // namespace
}  // namespace devstack

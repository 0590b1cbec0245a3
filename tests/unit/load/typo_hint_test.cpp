// Names are compared only for findings that are shown.
#include "load/typo_hint.hpp"

#include <gtest/gtest.h>

namespace devstack::load {
namespace {

TEST(TypoHint, IsTheNearestName) {
  const Diagnostics none;
  const auto known = [] { return std::vector<std::string>{"api", "postgres"}; };
  EXPECT_EQ(typo_hint(none, "postgers", known), "did you mean \"postgres\"?");
  EXPECT_EQ(typo_hint(none, "kafka", known), "");
}

TEST(TypoHint, IsNotLookedForOnceFindingsAreOnlyCounted) {
  Diagnostics full;
  for (std::size_t i = 0; i < Diagnostics::kCap; ++i) full.error("DS1203", {}, "undefined");
  int asked = 0;
  const auto known = [&asked] {
    ++asked;
    return std::vector<std::string>{"postgres"};
  };
  EXPECT_NE(typo_hint(full, "postgers", known), "") << "the last one that is shown";
  full.error("DS1203", {}, "undefined");
  EXPECT_EQ(typo_hint(full, "postgers", known), "");
  EXPECT_EQ(asked, 1);
}

}  // namespace
}  // namespace devstack::load

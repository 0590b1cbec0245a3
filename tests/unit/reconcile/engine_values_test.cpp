#include "reconcile/engine_values.hpp"

#include <gtest/gtest.h>

namespace devstack::reconcile {
namespace {

TEST(EngineValues, NoUlimitsAreNull) { EXPECT_TRUE(ulimits_value({}).is_null()); }

TEST(EngineValues, UlimitsAreAList) {
  const Value value = ulimits_value({{"core", {0, 0}}, {"nofile", {1024, 4096}}});
  ASSERT_EQ(value.items().size(), 2U);
  EXPECT_EQ(value.items()[1]["Name"].as_string(), "nofile");
  EXPECT_EQ(value.items()[1]["Soft"].as_int(), 1024);
  EXPECT_EQ(value.items()[1]["Hard"].as_int(), 4096);
}

TEST(EngineValues, OnlyTheFirstSeparatorOfAHostIsReplaced) {
  EXPECT_EQ(hosts_with_colons({"a=10.0.0.1", "b:10.0.0.2", "six=::1", "bare"}),
            (std::vector<std::string>{"a:10.0.0.1", "b:10.0.0.2", "six:::1", "bare"}));
}

}  // namespace
}  // namespace devstack::reconcile
